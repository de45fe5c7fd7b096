// The world of the second simulator: countries with their cities, and the real networks (by AS number) people and
// attackers come from. Positions and weights are rough; they only have to be plausible.

/** What a network is to the people on it; `flight` is in-flight or satellite, `ztna` a cloud egress of company traffic. */
export type Role = 'isp' | 'mobile' | 'venue' | 'hosting' | 'vpn' | 'relay' | 'ztna' | 'flight' | 'edu';

export interface City {
  readonly name: string;
  readonly region: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly weight: number;
  /** Minutes east of UTC in winter, and the daylight saving rule. */
  readonly zone: Zone;
}

export interface Zone {
  readonly offsetMinutes: number;
  readonly rule: 'none' | 'eu' | 'us' | 'south';
}

export interface Country {
  readonly code: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
  readonly cities: readonly City[];
}

export interface Network {
  readonly asn: number;
  readonly role: Role;
  /** Countries it serves. */
  readonly countries: readonly string[];
}

// code|lat|lon|radius|zone ; city,region,lat,lon,weight[,zone] ; …   Zones: minutes east of UTC, then the rule.
const COUNTRIES = `
US|39.8|-98.6|1700|-300us;New York,NY,40.71,-74.01,20;Boston,MA,42.36,-71.06,7;Chicago,IL,41.88,-87.63,10,-360us;Austin,TX,30.27,-97.74,6,-360us;Dallas,TX,32.78,-96.8,8,-360us;Houston,TX,29.76,-95.37,7,-360us;Denver,CO,39.74,-104.99,5,-420us;Seattle,WA,47.61,-122.33,7,-480us;San Francisco,CA,37.77,-122.42,9,-480us;Los Angeles,CA,34.05,-118.24,13,-480us;Atlanta,GA,33.75,-84.39,7;Miami,FL,25.76,-80.19,6;Phoenix,AZ,33.45,-112.07,5,-420none;Columbus,OH,39.96,-83,3;Ashburn,VA,39.04,-77.49,2
CA|56.1|-106.3|1900|-300us;Toronto,ON,43.65,-79.38,12;Montreal,QC,45.5,-73.57,8;Ottawa,ON,45.42,-75.7,4;Vancouver,BC,49.28,-123.12,6,-480us;Calgary,AB,51.05,-114.07,4,-420us;Quebec,QC,46.81,-71.21,2
MX|23.6|-102.6|1000|-360none;Mexico City,CMX,19.43,-99.13,12;Guadalajara,JAL,20.67,-103.35,4;Monterrey,NLE,25.69,-100.32,4;Puebla,PUE,19.04,-98.21,2;Cancun,ROO,21.16,-86.85,2,-300none
BR|-14.2|-51.9|1700|-180none;Sao Paulo,SP,-23.55,-46.63,12;Rio de Janeiro,RJ,-22.91,-43.17,7;Belo Horizonte,MG,-19.92,-43.94,4;Curitiba,PR,-25.43,-49.27,3;Porto Alegre,RS,-30.03,-51.23,3;Recife,PE,-8.05,-34.88,2
AR|-38.4|-63.6|1400|-180none;Buenos Aires,C,-34.6,-58.38,12;Cordoba,X,-31.42,-64.18,3;Rosario,S,-32.95,-60.64,2;Mendoza,M,-32.89,-68.84,2
CO|4.6|-74.3|650|-300none;Bogota,DC,4.71,-74.07,9;Medellin,ANT,6.25,-75.56,5;Cali,VAC,3.45,-76.53,3;Barranquilla,ATL,10.97,-74.8,2
GB|54|-2.5|450|0eu;London,ENG,51.51,-0.13,16;Manchester,ENG,53.48,-2.24,6;Birmingham,ENG,52.48,-1.9,6;Leeds,ENG,53.8,-1.55,4;Bristol,ENG,51.45,-2.59,3;Edinburgh,SCT,55.95,-3.19,3;Glasgow,SCT,55.86,-4.25,4;Cardiff,WLS,51.48,-3.18,2
IE|53.4|-8.2|190|0eu;Dublin,L,53.35,-6.26,9;Cork,M,51.9,-8.47,3;Galway,C,53.27,-9.05,2;Limerick,M,52.66,-8.62,1
FR|46.6|2.2|480|60eu;Paris,IDF,48.86,2.35,14;Lyon,ARA,45.76,4.84,6;Marseille,PAC,43.3,5.37,5;Toulouse,OCC,43.6,1.44,4;Bordeaux,NAQ,44.84,-0.58,3;Nantes,PDL,47.22,-1.55,3;Lille,HDF,50.63,3.06,4;Strasbourg,GES,48.57,7.75,2;Nice,PAC,43.7,7.27,2
DE|51.2|10.4|420|60eu;Berlin,BE,52.52,13.4,9;Hamburg,HH,53.55,9.99,6;Munich,BY,48.14,11.58,6;Cologne,NW,50.94,6.96,5;Frankfurt,HE,50.11,8.68,5;Stuttgart,BW,48.78,9.18,4;Leipzig,SN,51.34,12.37,3;Nuremberg,BY,49.45,11.08,2
NL|52.1|5.3|140|60eu;Amsterdam,NH,52.37,4.9,7;Rotterdam,ZH,51.92,4.48,5;Utrecht,UT,52.09,5.12,4;Eindhoven,NB,51.44,5.47,3;Groningen,GR,53.22,6.57,2
BE|50.5|4.5|120|60eu;Brussels,BRU,50.85,4.35,6;Antwerp,VAN,51.22,4.4,4;Ghent,VOV,51.05,3.72,3;Liege,WLG,50.63,5.57,2
ES|40.2|-3.7|480|60eu;Madrid,MD,40.42,-3.7,9;Barcelona,CT,41.39,2.17,8;Valencia,VC,39.47,-0.38,4;Seville,AN,37.39,-5.99,3;Malaga,AN,36.72,-4.42,2;Bilbao,PV,43.26,-2.93,2
PT|39.5|-8|230|0eu;Lisbon,11,38.72,-9.14,6;Porto,13,41.15,-8.61,4;Braga,03,41.55,-8.42,2;Faro,08,37.02,-7.93,1
IT|42.8|12.6|480|60eu;Milan,25,45.46,9.19,8;Rome,62,41.9,12.5,8;Turin,21,45.07,7.69,3;Naples,72,40.85,14.27,4;Bologna,45,44.49,11.34,3;Florence,52,43.77,11.26,2
CH|46.8|8.2|130|60eu;Zurich,ZH,47.37,8.54,6;Geneva,GE,46.2,6.14,4;Basel,BS,47.56,7.59,3;Bern,BE,46.95,7.45,2;Lausanne,VD,46.52,6.63,2
AT|47.6|14.1|230|60eu;Vienna,9,48.21,16.37,8;Graz,6,47.07,15.44,2;Linz,4,48.31,14.29,2;Salzburg,5,47.81,13.04,1
SE|62|15|650|60eu;Stockholm,AB,59.33,18.07,7;Gothenburg,O,57.71,11.97,4;Malmo,M,55.6,13,3;Uppsala,C,59.86,17.64,2;Umea,AC,63.83,20.26,1
NO|62|10|700|60eu;Oslo,03,59.91,10.75,6;Bergen,46,60.39,5.32,3;Trondheim,50,63.43,10.4,2;Stavanger,11,58.97,5.73,2
DK|56|10|180|60eu;Copenhagen,84,55.68,12.57,6;Aarhus,82,56.16,10.2,3;Odense,83,55.4,10.39,2;Aalborg,81,57.05,9.92,1
FI|63|26|550|120eu;Helsinki,18,60.17,24.94,6;Tampere,11,61.5,23.76,3;Turku,19,60.45,22.27,2;Oulu,14,65.01,25.47,1
PL|52|19.4|370|60eu;Warsaw,14,52.23,21.01,7;Krakow,12,50.06,19.94,4;Wroclaw,02,51.11,17.03,3;Poznan,30,52.41,16.93,3;Gdansk,22,54.35,18.65,3;Lodz,10,51.76,19.46,2
CZ|49.8|15.5|200|60eu;Prague,10,50.08,14.44,6;Brno,64,49.2,16.61,3;Ostrava,80,49.82,18.26,2;Plzen,32,49.74,13.37,1
RO|45.9|25|320|120eu;Bucharest,B,44.43,26.1,6;Cluj-Napoca,CJ,46.77,23.62,4;Timisoara,TM,45.75,21.23,2;Iasi,IS,47.16,27.59,2
HU|47.2|19.5|200|60eu;Budapest,BU,47.5,19.04,7;Debrecen,HB,47.53,21.63,2;Szeged,CS,46.25,20.14,1
GR|39|22|330|120eu;Athens,I,37.98,23.73,7;Thessaloniki,B,40.64,22.94,3;Heraklion,M,35.34,25.14,1
UA|48.4|31.2|520|120eu;Kyiv,30,50.45,30.52,6;Lviv,46,49.84,24.03,4;Odesa,51,46.48,30.72,2;Dnipro,12,48.46,35.05,2
TR|39|35.2|600|180none;Istanbul,34,41.01,28.98,9;Ankara,06,39.93,32.86,4;Izmir,35,38.42,27.14,3;Antalya,07,36.9,30.7,2
RU|60|90|2500|180none;Moscow,MOW,55.76,37.62,9;Saint Petersburg,SPE,59.93,30.34,5;Kazan,TA,55.8,49.11,2;Yekaterinburg,SVE,56.84,60.61,2,300none;Novosibirsk,NVS,55.01,82.93,2,420none
IL|31.4|35|160|120eu;Tel Aviv,TA,32.09,34.78,6;Haifa,HA,32.79,34.99,2;Jerusalem,JM,31.77,35.21,3
AE|24|54|220|240none;Dubai,DU,25.2,55.27,6;Abu Dhabi,AZ,24.45,54.38,3
SA|24|45|800|180none;Riyadh,01,24.71,46.68,5;Jeddah,02,21.49,39.19,4
EG|26.8|30.8|550|120none;Cairo,C,30.04,31.24,7;Alexandria,ALX,31.2,29.92,3
ZA|-29|24|700|120none;Johannesburg,GP,-26.2,28.05,6;Cape Town,WC,-33.92,18.42,4;Durban,KZN,-29.86,31.03,2
NG|9.1|8.7|500|60none;Lagos,LA,6.52,3.38,7;Abuja,FC,9.08,7.4,3;Port Harcourt,RI,4.82,7.05,1
KE|0|37.9|420|180none;Nairobi,30,-1.29,36.82,6;Mombasa,28,-4.04,39.67,2
IN|21|78|1200|330none;Bengaluru,KA,12.97,77.59,9;Mumbai,MH,19.08,72.88,8;Delhi,DL,28.61,77.21,8;Hyderabad,TG,17.39,78.49,6;Chennai,TN,13.08,80.27,5;Pune,MH,18.52,73.86,5;Kolkata,WB,22.57,88.36,3
PK|30.4|69.3|700|300none;Karachi,SD,24.86,67,5;Lahore,PB,31.55,74.34,4;Islamabad,IS,33.68,73.05,2
VN|16|107|650|420none;Ho Chi Minh City,SG,10.82,106.63,6;Hanoi,HN,21.03,105.85,5;Da Nang,DN,16.05,108.21,2
TH|15.9|101|550|420none;Bangkok,10,13.76,100.5,8;Chiang Mai,50,18.79,98.98,2;Phuket,83,7.88,98.39,2
ID|-2.5|118|1700|420none;Jakarta,JK,-6.21,106.85,8;Surabaya,JI,-7.26,112.75,3;Bandung,JB,-6.92,107.61,2;Denpasar,BA,-8.65,115.22,2,480none
PH|12.9|121.8|600|480none;Manila,00,14.6,120.98,7;Cebu,CEB,10.32,123.89,3;Davao,DAV,7.19,125.46,2
MY|4.2|102|500|480none;Kuala Lumpur,14,3.14,101.69,6;Penang,07,5.41,100.33,2;Johor Bahru,01,1.49,103.74,2
SG|1.35|103.8|25|480none;Singapore,01,1.29,103.85,6
JP|36.2|138.3|700|540none;Tokyo,13,35.68,139.69,10;Osaka,27,34.69,135.5,6;Nagoya,23,35.18,136.91,4;Fukuoka,40,33.59,130.4,3;Sapporo,01,43.06,141.35,2
KR|36.5|127.8|200|540none;Seoul,11,37.57,126.98,8;Busan,26,35.18,129.08,3;Daejeon,30,36.35,127.38,2
CN|35.9|104.2|1800|480none;Shanghai,SH,31.23,121.47,6;Beijing,BJ,39.9,116.41,6;Shenzhen,GD,22.54,114.06,5;Chengdu,SC,30.57,104.07,3
HK|22.3|114.2|25|480none;Hong Kong,HCW,22.28,114.16,6
TW|23.7|121|160|480none;Taipei,TPE,25.03,121.57,5;Kaohsiung,KHH,22.63,120.3,2
AU|-25.3|133.8|1800|600south;Sydney,NSW,-33.87,151.21,8;Melbourne,VIC,-37.81,144.96,7;Brisbane,QLD,-27.47,153.03,4,600none;Perth,WA,-31.95,115.86,3,480none;Adelaide,SA,-34.93,138.6,2,570south
NZ|-41|174|600|720south;Auckland,AUK,-36.85,174.76,5;Wellington,WGN,-41.29,174.78,2;Christchurch,CAN,-43.53,172.64,2
`;

// role ; asn:countries …
const NETWORKS = `
isp 7922:US 20115:US 20001:US 701:US 7018:US 209:US 22773:US 5650:US 577:CA 812:CA 6327:CA 5769:CA 852:CA 8151:MX 13999:MX 22884:MX
isp 27699:BR 28573:BR 7738:BR 7303:AR 22927:AR 10620:CO 3816:CO 2856:GB 5089:GB 5607:GB 13285:GB 15502:IE 5466:IE 6830:IE,NL,CH,PL,HU,CZ,SE
isp 3215:FR 12322:FR 15557:FR 5410:FR 3320:DE 3209:DE 8881:DE 6805:DE 8422:DE 1136:NL 33915:NL 50266:NL 5432:BE 6848:BE 3352:ES 12479:ES 57269:ES 6739:ES
isp 3243:PT 2860:PT 12353:PT 3269:IT 30722:IT 1267:IT 12874:IT 3303:CH 6730:CH 15600:CH 8447:AT 8412:AT 3301:SE 1257:SE 8473:SE 2119:NO 29695:NO 3292:DK 9158:DK
isp 1759:FI 719:FI 16086:FI 5617:PL 12741:PL 5610:CZ 16019:CZ 13036:CZ 8708:RO 9050:RO 5483:HU 6799:GR 1241:GR 15895:UA 13188:UA 25229:UA 9121:TR 34984:TR
isp 12389:RU 25513:RU 3216:RU 8551:IL 12849:IL 5384:AE 15802:AE 25019:SA 8452:EG 37457:ZA 5713:ZA 15399:KE 36873:NG 24560:IN 9829:IN 17488:IN 24309:IN 17557:PK
isp 45899:VN 7552:VN 18403:VN 17552:TH 45758:TH 7713:ID 9299:PH 4775:PH 4788:MY 4657:SG 9506:SG 4713:JP 17676:JP 2516:JP 4766:KR 9318:KR 4134:CN 4837:CN
isp 9304:HK 4760:HK 9269:HK 3462:TW 1221:AU 4804:AU 7545:AU 4764:AU 4771:NZ 9500:NZ 14593:US,CA,GB,DE,FR,AU,BR,NG,KE,PL
mobile 21928:US 22394:US 6167:US 20057:US 36522:CA 28403:MX 26599:BR 26615:BR 25135:GB 206067:GB 35228:GB 13280:IE 51207:FR 31615:NL 47377:BE 12430:ES
mobile 16232:IT 24608:IT 25255:AT 44034:SE,DK 12912:PL 8374:PL 8953:RO 3329:GR 21497:UA 16135:TR 8359:RU 31133:RU 1680:IL 16637:ZA 29975:ZA 29465:NG 33771:KE
mobile 55836:IN 45609:IN 131445:TH 23693:ID 9534:MY 9605:JP 133612:AU 23655:NZ 3786:KR 3758:SG
venue 174:US,GB,FR,DE,ES,NL,IT,CA 8220:GB,FR,DE,ES,IT,NL,CH,JP,PT,BE 3356:US,GB,DE,FR,NL,BR,AR,CO 3257:US,GB,DE,FR,IT,ES,HK,SG 6461:US,CA,GB,FR 702:GB,FR,DE,NL,CH,SE,BE,IT
venue 52075:FR,BE,ES 14654:US 2647:FR,GB,SG,ZA,BR,IN 62957:US 39852:GB,CH,AE 33307:US 40959:US 7448:US 26485:US 40808:CA 203825:DK 26231:US 137562:AU 132356:SG 199370:GR 15198:US
venue 3741:ZA 13193:FR 12703:GB 2914:US,JP,DE,GB,HK 1299:SE,DE,US,FI,DK,NO,PL 6939:US,GB,DE,HK,CA 9002:GB,DE,UA,CZ,NL 9121:TR 5384:AE 9829:IN 4637:AU,HK,SG 7474:AU 17557:PK
hosting 14061:US,NL,DE,GB,SG,IN,CA,AU 16509:US,IE,DE,JP,SG,IN,AU,BR,FR,SE 14618:US 8075:US,NL,IE,GB,DE,FR,AU,SG,JP 396982:US,NL,BE,DE,GB,SG,JP 24940:DE,FI 16276:FR,CA,DE,PL,GB 63949:US,GB,DE,SG,JP,IN
hosting 20473:US,NL,FR,DE,GB,JP,SG,AU,MX,SE 51167:DE,US,SG 60781:NL 28753:DE 30633:US 36352:US 53667:US,CH 197540:DE,AT 12876:FR,NL,PL 45102:SG,HK,CN,US 132203:HK,SG,CN,DE 31898:US,DE,GB,BR,JP
hosting 47583:US,GB,NL,BR,IN,SG 26496:US,SG 8560:DE,GB,ES,US 62240:GB,US,DE,NL 210644:RU,DE,NL,FI,SE 49505:RU 51852:CH 46562:US 3223:GB,RO,DE,US 8473:SE
vpn 9009:GB,US,RO,DE,NL,FR,ES,IT,SE,CH,AU,JP,SG,BR,CA,DK,NO,PL,CZ,IE,BE 212238:US,GB,DE,FR,NL,ES,IT,SE,JP,AU,BR,CA,PL,SG,HK,ZA,CH 60068:GB,US,DE,NL,CZ,FR 39351:SE,DE,NL,GB,US 209103:CH,NL,US,JP
vpn 62371:CH,SE 136787:US,GB,DE,FR,NL,CA,ES,IT,AU,JP,IN,BR,CH,SE,NO,DK,FI,PL 141039:US,GB,SG,HK,JP,DE 147049:US,DE,NL,FR,GB,AU,IT 11878:US
relay 36183:US,GB,DE,FR,NL,ES,IT,CA,AU,JP,SE,CH,BE,IE,DK,NO,PL,BR,MX,IN,SG 13335:US,GB,DE,FR,NL,ES,IT,CA,AU,JP,SE,CH,BE,IE,DK,PL,BR,PT,AT,FI 54113:US,GB,DE,FR,NL,ES,IT,CA,AU,SE
ztna 22616:US,GB,DE,FR,NL,IN,SG,AU,JP,ES,SE,CA,BR 62044:CH,DE,GB,FR,NL,SE,IT,ES,PL 53813:US,DE,GB,IN 55256:US,GB,DE,IN,AU 13150:US,GB,DE,IL,FR,SG 54538:US,GB,DE 396421:US
flight 22351:US 7155:US 31515:GB 64294:US,CH,HK 11167:US 25222:NL,GB
edu 3:US 73:US 32:US 25:US 111:US 1103:NL 680:DE 786:GB 2200:FR 1653:SE 559:CH 137:IT 766:ES
`;

function parseZone(text: string): Zone {
  const match = /^(-?\d+)(none|eu|us|south)$/.exec(text);
  if (!match) throw new Error(`Cannot read zone: ${text}`);
  return { offsetMinutes: Number(match[1]), rule: match[2] as Zone['rule'] };
}

function parseCountry(line: string): Country {
  const [head = '', ...cities] = line.split(';');
  const [code = '', latitude, longitude, radius, zone = ''] = head.split('|');
  return {
    code,
    latitude: Number(latitude),
    longitude: Number(longitude),
    radiusKm: Number(radius),
    cities: cities.map((text) => {
      const [name = '', region = '', cityLatitude, cityLongitude, weight, own] = text.split(',');
      return {
        name,
        region,
        country: code,
        latitude: Number(cityLatitude),
        longitude: Number(cityLongitude),
        weight: Number(weight),
        zone: parseZone(own ?? zone),
      };
    }),
  };
}

/** Every country by its code. */
export const WORLD: ReadonlyMap<string, Country> = new Map(
  COUNTRIES.trim()
    .split('\n')
    .map((line) => parseCountry(line))
    .map((country) => [country.code, country]),
);

/** Every network by AS number; where one is listed twice, its first role stands. */
export const NETWORK_LIST: readonly Network[] = NETWORKS.trim()
  .split('\n')
  .flatMap((line) => {
    const [role, ...entries] = line.split(' ');
    return entries.map((entry) => {
      const [asn, countries = ''] = entry.split(':');
      return { asn: Number(asn), role: role as Role, countries: countries.split(',') };
    });
  })
  .filter((network, index, all) => all.findIndex((other) => other.asn === network.asn) === index);
