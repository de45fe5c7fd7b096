// Real cities for simulated companies: name, region (ISO 3166-2 without the country), country, place, hours from UTC, weight.
// Offsets are standard time all year: simulated people know no daylight saving.

export interface City {
  readonly index: number;
  readonly name: string;
  readonly region: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly utcOffsetHours: number;
  /** Relative share of the country's people and addresses. */
  readonly weight: number;
}

const TABLE = `
New York|NY|US|40.71|-74.01|-5|9
Los Angeles|CA|US|34.05|-118.24|-8|6
Chicago|IL|US|41.88|-87.63|-6|4
Houston|TX|US|29.76|-95.37|-6|3
Dallas|TX|US|32.78|-96.8|-6|3
San Francisco|CA|US|37.77|-122.42|-8|5
Seattle|WA|US|47.61|-122.33|-8|4
Denver|CO|US|39.74|-104.99|-7|3
Boston|MA|US|42.36|-71.06|-5|3
Atlanta|GA|US|33.75|-84.39|-5|3
Miami|FL|US|25.76|-80.19|-5|2
Ashburn|VA|US|39.04|-77.49|-5|2
Phoenix|AZ|US|33.45|-112.07|-7|2
Minneapolis|MN|US|44.98|-93.27|-6|2
Philadelphia|PA|US|39.95|-75.17|-5|2
Portland|OR|US|45.52|-122.68|-8|2
Austin|TX|US|30.27|-97.74|-6|3
Columbus|OH|US|39.96|-83|-5|2
Salt Lake City|UT|US|40.76|-111.89|-7|1
Kansas City|MO|US|39.1|-94.58|-6|1
Toronto|ON|CA|43.65|-79.38|-5|5
Montreal|QC|CA|45.5|-73.57|-5|4
Vancouver|BC|CA|49.28|-123.12|-8|3
Calgary|AB|CA|51.05|-114.07|-7|2
Ottawa|ON|CA|45.42|-75.7|-5|2
London|ENG|GB|51.51|-0.13|0|8
Manchester|ENG|GB|53.48|-2.24|0|3
Birmingham|ENG|GB|52.49|-1.89|0|2
Edinburgh|SCT|GB|55.95|-3.19|0|2
Bristol|ENG|GB|51.45|-2.59|0|2
Leeds|ENG|GB|53.8|-1.55|0|2
Cambridge|ENG|GB|52.2|0.12|0|1
Belfast|NIR|GB|54.6|-5.93|0|1
Dublin|L|IE|53.35|-6.26|0|5
Cork|M|IE|51.9|-8.47|0|1
Berlin|BE|DE|52.52|13.4|1|5
Munich|BY|DE|48.14|11.58|1|4
Hamburg|HH|DE|53.55|9.99|1|3
Frankfurt am Main|HE|DE|50.11|8.68|1|4
Cologne|NW|DE|50.94|6.96|1|3
Stuttgart|BW|DE|48.78|9.18|1|2
Leipzig|SN|DE|51.34|12.37|1|2
Nuremberg|BY|DE|49.45|11.08|1|1
Paris|IDF|FR|48.86|2.35|1|7
Lyon|ARA|FR|45.76|4.84|1|3
Marseille|PAC|FR|43.3|5.37|1|2
Toulouse|OCC|FR|43.6|1.44|1|2
Bordeaux|NAQ|FR|44.84|-0.58|1|2
Lille|HDF|FR|50.63|3.06|1|2
Nantes|PDL|FR|47.22|-1.55|1|1
Amsterdam|NH|NL|52.37|4.9|1|4
Rotterdam|ZH|NL|51.92|4.48|1|3
Utrecht|UT|NL|52.09|5.12|1|2
Eindhoven|NB|NL|51.44|5.47|1|2
Groningen|GR|NL|53.22|6.57|1|1
Brussels|BRU|BE|50.85|4.35|1|3
Antwerp|VAN|BE|51.22|4.4|1|2
Zurich|ZH|CH|47.38|8.54|1|3
Geneva|GE|CH|46.2|6.14|1|2
Bern|BE|CH|46.95|7.45|1|1
Vienna|9|AT|48.21|16.37|1|4
Graz|6|AT|47.07|15.44|1|1
Madrid|MD|ES|40.42|-3.7|1|4
Barcelona|CT|ES|41.39|2.17|1|4
Valencia|VC|ES|39.47|-0.38|1|2
Seville|AN|ES|37.39|-5.99|1|1
Lisbon|11|PT|38.72|-9.14|0|4
Porto|13|PT|41.15|-8.61|0|2
Faro|08|PT|37.02|-7.93|0|1
Rome|62|IT|41.9|12.5|1|3
Milan|25|IT|45.46|9.19|1|4
Turin|21|IT|45.07|7.69|1|2
Naples|72|IT|40.85|14.27|1|2
Bologna|45|IT|44.49|11.34|1|1
Stockholm|AB|SE|59.33|18.07|1|4
Gothenburg|O|SE|57.71|11.97|1|2
Malmo|M|SE|55.6|13|1|1
Oslo|03|NO|59.91|10.75|1|3
Bergen|46|NO|60.39|5.32|1|1
Copenhagen|84|DK|55.68|12.57|1|3
Aarhus|82|DK|56.16|10.2|1|1
Helsinki|18|FI|60.17|24.94|2|3
Tampere|11|FI|61.5|23.79|2|1
Warsaw|14|PL|52.23|21.01|1|4
Krakow|12|PL|50.06|19.94|1|3
Wroclaw|02|PL|51.11|17.04|1|2
Gdansk|22|PL|54.35|18.65|1|2
Poznan|30|PL|52.41|16.93|1|1
Prague|10|CZ|50.08|14.44|1|4
Brno|64|CZ|49.2|16.61|1|2
Bratislava|BL|SK|48.15|17.11|1|2
Budapest|BU|HU|47.5|19.04|1|3
Bucharest|B|RO|44.43|26.1|2|4
Cluj-Napoca|CJ|RO|46.77|23.62|2|2
Sofia|22|BG|42.7|23.32|2|3
Athens|I|GR|37.98|23.73|2|3
Thessaloniki|B|GR|40.64|22.94|2|1
Istanbul|34|TR|41.01|28.98|3|5
Ankara|06|TR|39.93|32.86|3|2
Izmir|35|TR|38.42|27.14|3|1
Kyiv|30|UA|50.45|30.52|2|4
Lviv|46|UA|49.84|24.03|2|2
Moscow|MOW|RU|55.76|37.62|3|5
Saint Petersburg|SPE|RU|59.93|30.34|3|3
Novosibirsk|NVS|RU|55.01|82.93|7|1
Tel Aviv|TA|IL|32.09|34.78|2|4
Haifa|HA|IL|32.79|34.99|2|1
Dubai|DU|AE|25.2|55.27|4|3
Abu Dhabi|AZ|AE|24.45|54.38|4|1
Riyadh|01|SA|24.71|46.68|3|2
Cairo|C|EG|30.04|31.24|2|3
Alexandria|ALX|EG|31.2|29.92|2|1
Lagos|LA|NG|6.52|3.38|1|4
Abuja|FC|NG|9.06|7.49|1|2
Johannesburg|GP|ZA|-26.2|28.05|2|4
Cape Town|WC|ZA|-33.92|18.42|2|3
Durban|KZN|ZA|-29.86|31.02|2|1
Nairobi|30|KE|-1.29|36.82|3|3
Mombasa|28|KE|-4.04|39.67|3|1
Casablanca|06|MA|33.57|-7.59|1|3
Marrakesh|07|MA|31.63|-8|1|1
Mumbai|MH|IN|19.08|72.88|5.5|4
Bengaluru|KA|IN|12.97|77.59|5.5|5
Delhi|DL|IN|28.61|77.21|5.5|4
Hyderabad|TS|IN|17.39|78.49|5.5|3
Chennai|TN|IN|13.08|80.27|5.5|3
Pune|MH|IN|18.52|73.86|5.5|3
Kolkata|WB|IN|22.57|88.36|5.5|2
Karachi|SD|PK|24.86|67.01|5|2
Lahore|PB|PK|31.55|74.34|5|2
Jakarta|JK|ID|-6.21|106.85|7|4
Surabaya|JI|ID|-7.25|112.75|7|1
Denpasar|BA|ID|-8.65|115.22|8|1
Kuala Lumpur|14|MY|3.14|101.69|8|3
Penang|07|MY|5.41|100.33|8|1
Singapore||SG|1.35|103.82|8|4
Manila|00|PH|14.6|120.98|8|4
Cebu|CEB|PH|10.32|123.89|8|1
Bangkok|10|TH|13.76|100.5|7|4
Chiang Mai|50|TH|18.79|98.98|7|1
Ho Chi Minh City|SG|VN|10.82|106.63|7|3
Hanoi|HN|VN|21.03|105.85|7|3
Tokyo|13|JP|35.68|139.69|9|6
Osaka|27|JP|34.69|135.5|9|3
Nagoya|23|JP|35.18|136.91|9|2
Fukuoka|40|JP|33.59|130.4|9|1
Sapporo|01|JP|43.06|141.35|9|1
Seoul|11|KR|37.57|126.98|9|5
Busan|26|KR|35.18|129.08|9|2
Beijing|BJ|CN|39.9|116.41|8|4
Shanghai|SH|CN|31.23|121.47|8|4
Shenzhen|GD|CN|22.54|114.06|8|3
Chengdu|SC|CN|30.57|104.07|8|2
Hong Kong||HK|22.32|114.17|8|3
Taipei|TPE|TW|25.03|121.57|8|3
Kaohsiung|KHH|TW|22.63|120.3|8|1
Sydney|NSW|AU|-33.87|151.21|10|4
Melbourne|VIC|AU|-37.81|144.96|10|4
Brisbane|QLD|AU|-27.47|153.03|10|2
Perth|WA|AU|-31.95|115.86|8|2
Adelaide|SA|AU|-34.93|138.6|9.5|1
Auckland|AUK|NZ|-36.85|174.76|12|3
Wellington|WGN|NZ|-41.29|174.78|12|1
Sao Paulo|SP|BR|-23.55|-46.63|-3|5
Rio de Janeiro|RJ|BR|-22.91|-43.17|-3|3
Belo Horizonte|MG|BR|-19.92|-43.94|-3|2
Curitiba|PR|BR|-25.43|-49.27|-3|2
Recife|PE|BR|-8.05|-34.9|-3|1
Mexico City|CMX|MX|19.43|-99.13|-6|4
Guadalajara|JAL|MX|20.67|-103.35|-6|2
Monterrey|NLE|MX|25.69|-100.32|-6|2
Cancun|ROO|MX|21.16|-86.85|-5|1
Buenos Aires|C|AR|-34.6|-58.38|-3|4
Cordoba|X|AR|-31.42|-64.18|-3|1
Santiago|RM|CL|-33.45|-70.67|-4|3
Bogota|DC|CO|4.71|-74.07|-5|3
Medellin|ANT|CO|6.25|-75.56|-5|2
Lima|LMA|PE|-12.05|-77.04|-5|3
`;

export const CITIES: readonly City[] = TABLE.trim()
  .split('\n')
  .map((line, index) => {
    const [name, region, country, latitude, longitude, offset, weight] = line.split('|') as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return {
      index,
      name,
      region,
      country,
      latitude: Number(latitude),
      longitude: Number(longitude),
      utcOffsetHours: Number(offset),
      weight: Number(weight),
    };
  });

/** The cities of each country, in table order. */
export const CITIES_BY_COUNTRY: ReadonlyMap<string, readonly City[]> = CITIES.reduce((map, city) => {
  const list = map.get(city.country);
  if (list) list.push(city);
  else map.set(city.country, [city]);
  return map;
}, new Map<string, City[]>());
