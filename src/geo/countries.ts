// A middle and a radius for every country, for addresses of which no more than the country is known.
// Own rounded figures: the middle by eye, the radius about 1.3 times that of a circle with the country's area (areas as in the
// CIA World Factbook, public domain), more for long and scattered countries. Good to a few hundred km, and meant no finer.

/** `code latitude longitude radiusKm`, ISO 3166-1 alpha-2 (and XK, Kosovo). */
const TABLE = `
  AD 42.5 1.6 16, AE 24 54 210, AF 33.9 66 590, AG 17.1 -61.8 15, AI 18.2 -63.1 10, AL 41 20 120, AM 40.2 45 130,
  AO -12.5 18.5 820, AQ -80 0 2760, AR -34.5 -64.5 1900, AS -14.3 -170.7 200, AT 47.5 14 290, AU -25.5 134.5 2040,
  AW 12.5 -70 10, AX 60.2 20 29, AZ 40.3 47.7 220, BA 44.2 17.8 170, BB 13.2 -59.5 15, BD 24 90.2 280,
  BE 50.6 4.6 130, BF 12.3 -1.7 380, BG 42.7 25.3 240, BH 26 50.5 20, BI -3.4 29.9 120, BJ 9.5 2.3 380,
  BL 17.9 -62.8 10, BM 32.3 -64.8 10, BN 4.5 114.7 56, BO -16.7 -64.7 770, BQ 12.2 -68.3 450, BR -10.5 -53 2140,
  BS 24.3 -76.6 350, BT 27.4 90.4 140, BV -54.4 3.4 10, BW -22.2 23.8 560, BY 53.5 28 330, BZ 17.2 -88.7 110,
  CA 56 -96 2700, CC -12.2 96.8 10, CD -2.9 23.6 1120, CF 6.6 20.5 580, CG -0.8 15.2 550, CH 46.8 8.2 150,
  CI 7.6 -5.6 420, CK -21.2 -159.8 700, CL -33.5 -71 2200, CM 5.7 12.7 550, CN 35 103.8 2400, CO 4.1 -73.1 780,
  CR 9.9 -84.1 170, CU 21.6 -79 600, CV 15.1 -23.7 150, CW 12.2 -69 15, CX -10.5 105.7 10, CY 35 33.2 71,
  CZ 49.8 15.4 260, DE 51.1 10.4 440, DJ 11.7 42.6 110, DK 56 10.2 220, DM 15.4 -61.4 20, DO 18.9 -70.5 160,
  DZ 28.2 2.6 1130, EC -1.4 -78.8 450, EE 58.7 25.5 160, EG 26.6 29.9 730, EH 24.4 -13.5 380, ER 15.4 38.9 400,
  ES 40.2 -3.6 520, ET 8.6 39.6 770, FI 64.5 26.3 580, FJ -17.8 178 250, FK -51.7 -59.4 81, FM 6.9 158.2 1300,
  FO 62 -6.9 27, FR 46.6 2.4 540, GA -0.6 11.8 380, GB 54 -2.4 500, GD 12.1 -61.7 14, GE 42.2 43.5 190,
  GF 3.9 -53.2 220, GG 49.5 -2.6 10, GH 7.9 -1.2 360, GI 36.1 -5.3 10, GL 71.7 -42.3 1300, GM 13.4 -15.4 200,
  GN 10.4 -10.9 360, GP 16.2 -61.5 30, GQ 1.7 10.4 350, GR 39.1 22.9 350, GS -54.4 -36.6 46, GT 15.7 -90.4 240,
  GU 13.4 144.8 17, GW 12 -15 140, GY 4.8 -58.9 340, HK 22.35 114.15 24, HM -53.1 73.5 15, HN 14.8 -86.6 250,
  HR 45.1 16.4 270, HT 18.9 -72.7 120, HU 47.2 19.4 220, ID -2.5 118 2400, IE 53.2 -8.1 190, IL 31.4 35 220,
  IM 54.2 -4.5 18, IN 22.5 79.5 1330, IO -7.3 72.4 10, IQ 33 43.7 490, IR 32.5 54.3 940, IS 65 -18.6 240,
  IT 42.8 12.1 600, JE 49.2 -2.1 10, JM 18.1 -77.3 77, JO 31.3 36.8 220, JP 36.6 138 950, KE 0.5 37.9 560,
  KG 41.5 74.6 330, KH 12.7 104.9 310, KI 1.4 173 1700, KM -11.9 43.7 35, KN 17.3 -62.7 12, KP 40.2 127.2 260,
  KR 36.4 127.8 230, KW 29.3 47.6 98, KY 19.4 -81 120, KZ 48.2 67.3 1210, LA 18.5 103.8 480, LB 33.9 35.9 75,
  LC 13.9 -61 18, LI 47.2 9.6 10, LK 7.7 80.7 190, LR 6.4 -9.3 240, LS -29.6 28.2 130, LT 55.3 23.9 190,
  LU 49.8 6.1 37, LV 56.9 24.9 190, LY 27 18 970, MA 31.9 -6.9 490, MC 43.7 7.4 10, MD 47.2 28.5 140,
  ME 42.8 19.2 86, MF 18.1 -63.1 10, MG -19.4 46.7 750, MH 7.1 171.1 600, MK 41.6 21.7 120, ML 17.3 -3.5 820,
  MM 21.2 96.5 950, MN 46.8 103.1 1000, MO 22.2 113.55 10, MP 15.2 145.7 200, MQ 14.6 -61 25, MR 20.3 -10.3 740,
  MS 16.7 -62.2 10, MT 35.9 14.4 13, MU -20.3 57.6 33, MV 3.2 73.2 420, MW -13.2 34.3 400, MX 23.9 -102.5 1400,
  MY 4 109.5 900, MZ -17.3 35.5 950, NA -22.1 17.2 670, NC -21.3 165.7 100, NE 17.4 9.4 830, NF -29 167.95 10,
  NG 9.6 8.1 700, NI 12.8 -85 260, NL 52.2 5.5 150, NO 64.5 13 900, NP 28.2 83.9 420, NR -0.5 166.9 10,
  NU -19.1 -169.9 12, NZ -41.8 172 800, OM 20.6 56.1 410, PA 8.5 -80.1 300, PE -9.2 -74.4 830, PF -17.6 -149.5 900,
  PG -6.5 145.2 700, PH 12 122.5 850, PK 29.9 69.4 650, PL 52.1 19.4 410, PM 46.9 -56.3 11, PN -24.4 -128.3 10,
  PR 18.2 -66.4 70, PS 31.9 35.2 58, PT 39.6 -8.5 300, PW 7.5 134.6 16, PY -23.2 -58.4 470, QA 25.3 51.2 79,
  RE -21.1 55.5 37, RO 45.9 25 360, RS 44 20.8 200, RU 58 75 3800, RW -2 29.9 120, SA 24.1 44.5 1080,
  SB -9.6 160.2 500, SC -4.7 55.5 600, SD 16 29.9 1000, SE 62 16.7 780, SG 1.35 103.8 20, SH -15.9 -5.7 10,
  SI 46.1 14.8 100, SJ 78 17 180, SK 48.7 19.5 160, SL 8.6 -11.8 200, SM 43.9 12.5 10, SN 14.4 -14.5 320,
  SO 5.5 46 850, SR 4.1 -55.9 300, SS 7.3 30.3 590, ST 0.4 6.8 100, SV 13.7 -88.9 110, SX 18 -63.1 10,
  SY 35 38.5 320, SZ -26.6 31.5 97, TC 21.8 -71.8 23, TD 15.4 18.7 830, TF -49.3 69.3 700, TG 8.5 1 300,
  TH 15 101 750, TJ 38.5 71 350, TK -9.2 -171.8 100, TL -8.8 125.9 89, TM 39.1 59.4 510, TN 34.1 9.6 380,
  TO -20.4 -174.8 350, TR 39.1 35.2 750, TT 10.5 -61.3 53, TV -7.8 178.2 350, TW 23.7 121 140, TZ -6.3 34.8 710,
  UA 49 31.4 620, UG 1.3 32.4 360, UM 5.9 -162.1 2500, US 39.5 -97.5 2400, UY -32.8 -56 310, UZ 41.8 63.1 650,
  VA 41.9 12.45 10, VC 13.2 -61.2 14, VE 7.1 -66.2 700, VG 18.4 -64.6 10, VI 18 -64.8 32, VN 16.3 106.3 850,
  VU -16.2 167.7 450, WF -13.8 -177.2 150, WS -13.8 -172.1 39, XK 42.6 20.9 77, YE 15.9 47.6 530,
  YT -12.8 45.15 14, ZA -29 25.1 810, ZM -13.5 27.8 640, ZW -19 29.9 460
`;

export interface CountryPlace {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** Most of the country lies within this many km of the middle; 10 at least. */
  readonly radiusKm: number;
}

const PLACES: ReadonlyMap<string, CountryPlace> = new Map(
  TABLE.split(',').map((row) => {
    const [code, latitude, longitude, radiusKm] = row.trim().split(' ');
    return [code!, { latitude: Number(latitude), longitude: Number(longitude), radiusKm: Number(radiusKm) }] as const;
  }),
);

/**
 * Where a country is: `FR` gives 46.6, 2.4 and 540 km.
 * @returns null for a code that is no country's (`EU`, `ZZ`, lower case).
 */
export function countryPlace(code: string): CountryPlace | null {
  return PLACES.get(code) ?? null;
}

/** All codes of the table. */
export function countryCodes(): readonly string[] {
  return [...PLACES.keys()];
}
