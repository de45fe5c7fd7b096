// What a network owner's name says of its kind, for the tens of thousands of owners that no list names.
// Words of many languages, whole or as beginnings, tried from the most telling kind to the least; the first hit counts.
// A guess: `wireless` is a fixed line by radio far more often than a mobile carrier, and many small providers have names that say nothing.

import type { NetworkKind } from '../../domain/enrichment.ts';

/** Words between blanks and signs; a trailing `*` is any ending, a leading `*` any beginning. */
const WORDS: readonly (readonly [NetworkKind, string])[] = [
  [
    'education',
    `universit* universid* uniwersytet* univerzit* universitas university univ college* colegio* school* schulen hochschul* fachhochschul*
     polytech* politech* politecn* polytekn* institut*-of-technology academy academic akademi* educa* edu fakult* facult* campus
     kindergarten ecole lycee instituto-federal ecole-* eduroam nren rede-nacional-de-ensino teknologi*-institut* k12 k-12
     forschungsnetz* education* school-district research-and-education unified-school* community-college seminary yeshiva`,
  ],
  ['vpn', 'vpn *vpn vpns proxy proxies proxy* anonymizer anonymity anonymous-vpn tor-exit tor-relays emerald-onion'],
  [
    'hosting',
    `hosting *hosting hoster* *hoster hosted webhost* *webhost hostings hospedagem hospedaje hebergement barindirma cloud *cloud clouds
     cloud* vps *vps vds server servers serveur* servidor* *server *servers sunucu serverr* datacenter* datacentre* *datacenter *datacentre
     data-center* data-centre* data-centers datacentr* centrum-dat rechenzentrum rechenzentr* dedicated dedi colo colocation* colocat*
     colocrossing cdn content-delivery virtual-server* virtualserver* virtuozzo vmware iaas hyperscale* compute computing-cloud
     idc bulletproof rdp seedbox* game-server* gameserver* web-services webservic* veri-merkezi centro-de-dados centro-de-datos centre-de-donnees bare-metal baremetal host
     *hosts hostmaster hostgator hostinger ovh`,
  ],
  [
    'mobile',
    'mobile mobil movil moviles movel mobiles mobility cellular cellulare celular gsm lte umts cdma pcs 4g 5g',
  ],
  [
    'isp',
    `telecom* telekom* *telecom *telekom telco telcom* telecable telefon* telephon* telef* tele teleko* telnet telemar
     broadband* bredband* breitband* broadband cable cabo kabel* *cable kablo catv internet *internet internett communic* *communications
     comunica* kommunik* komunik* communication isp *isp fiber* fibre* fibra* *fiber *fibra *fibre fttx ftth glasfaser* provedor* provider*
     dsl adsl *dsl online *online link *link links *links wifi wi-fi wireless *wireless satellite* satel* sat netcom* connect* conex* *conect*
     *connect banda-larga airtel vodafone orange telenor telia vivo claro movistar digicel swisscom
     *net net* network* *networks networking redes rede rete reseau* seti set netz* wisp lan isps backbone interlink provayder
     telecommunic* infocom* *com *kom speednet turbonet megalink`,
  ],
  [
    'business',
    `bank* *bank banco banque banca insurance assurance* assicur* versicherung* financ* invest* capital securities hospital* klinik* clinic*
     clinique health* medical medic* pharma* ministry ministerio ministere minister* government govern* gouvern* gobierno gov department
     municipal* municipio county city town state province provincia council stadt stadtwerke gemeente kommun* kommune prefeitura tribunal
     court courts police army navy defence defense military airforce force airline* airways airport* aviation aerospace motor motors automotive
     energy energia energie electric* elektr* power petrol* oil gas steel mining chemical* industr* manufactur* consult* engineer*
     law legal group holding holdings logistic* transport* railway* shipping post poste library libraries church foundation stiftung fundacion
     fundacao association society museum hotel* casino* media broadcast* television radio news newspaper press publishing retail store* foods food
     beverage* laborator* laboratoire* research science* scientific real-estate properties construction pension fund trust exchange
     corporation corp company enterprise* gaming games studios entertainment`,
  ],
];

/** `word`, `word*`, `*word` or `two-words` as a regular expression's source. */
function pattern(word: string): string {
  const open = word.startsWith('*');
  const end = word.endsWith('*');
  const body = word
    .replace(/^\*|\*$/g, '')
    .replaceAll('-', '[ -]')
    .replaceAll('.', '\\.')
    .replaceAll('*', '[a-z]*');
  return `${open ? '[a-z0-9]*' : ''}${body}${end ? '[a-z0-9]*' : ''}`;
}

const RULES: readonly (readonly [NetworkKind, RegExp])[] = WORDS.map(([kind, words]) => [
  kind,
  new RegExp(`(?<![a-z0-9])(?:${words.trim().split(/\s+/).map(pattern).join('|')})(?![a-z0-9])`),
]);

/**
 * The kind a network owner's name suggests: `Example Hosting GmbH` gives `hosting`, `Universidad de Chile` `education`.
 * @returns `unknown` where no word is telling.
 */
export function kindByName(organization: string | null): NetworkKind {
  if (organization === null) return 'unknown';
  const plain = organization
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return RULES.find(([, rule]) => rule.test(plain))?.[0] ?? 'unknown';
}
