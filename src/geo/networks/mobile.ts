// Mobile carriers: addresses are shared by many phones and may come out far from them.
// Carriers with as much fixed access as mobile are in isp.ts.
// Own choice, 2026-08; every number checked against the owner names of @ip-location-db/asn 2.3.2026061719 (CC BY 4.0, see
// ../embedded), as the test of this list does again. One owner a line: AS number, then how its name begins there.

export const MOBILE = `
4761 PT. INDOSAT Tbk
4773 M1 LIMITED
6167 Verizon Business
6614 T-Mobile USA, Inc.
6854 PJSC MegaFon
7438 Pegaso PCS, S.A. de C.V.
8359 MTS PJSC
8374 Polkomtel Sp. z o.o.
8412 T-Mobile Austria GmbH
8437 Hutchison Drei Austria GmbH
9141 P4 Sp. z o.o.
9587 DTAC TriNet Co.,Ltd.
9605 NTT DOCOMO, INC.
9644 SK Telecom
9790 Two Degrees Mobile Limited
9808 China Mobile
10030 Celcom Axiata Berhad
10139 Smart Broadband, Inc.
11992 Liberty Mobile Puerto Rico Inc.
12091 MTN SA
12252 America Movil Peru S.A.C.
12400 Partner Communications Ltd.
12714 PJSC MegaFon
12912 T-Mobile Polska S.A.
13036 T-Mobile Czech Republic a.s.
13280 Three Ireland (Hutchison)
15640 MTS PJSC
15670 T-mobile Netherlands B.V.
15796 Salt Mobile SA
15895 "Kyivstar" PJSC
15897 Vodafone Telekomunikasyon A.S.
16135 TURKCELL ILETISIM HIZMETLERI
16232 Telecom Italia S.p.A.
16246 O2 Czech Republic, a.s.
16637 MTN SA
17421 Mobile Business Group
17885 PT XL Axiata Tbk
17924 Smartone Mobile communications
18302 SK Telecom
19422 Telefonica Moviles del Uruguay
20057 AT&T Enterprises, LLC
20365 Videotron Ltee
20632 PJSC MegaFon
20978 TT Mobil Iletisim Hizmetleri A.S
21299 Kar-Tel LLC
21497 PrJSC "VF UKRAINE"
21928 T-Mobile USA, Inc.
22140 T-Mobile USA, Inc.
22394 Verizon Business
23655 Two Degrees Mobile Limited
23693 PT. Telekomunikasi Selular
23720 Rakuten Mobile, Inc.
24158 Taiwan Mobile Co., Ltd.
24203 PT XL Axiata
24378 Total Access Communication PLC.
24400 China Mobile
24444 China Mobile
24445 China Mobile
24547 China Mobile
24608 WIND TRE S.P.A.
24835 Vodafone Data - Egypt
25159 PJSC MegaFon
25255 Hutchison Drei Austria GmbH
26611 COMCEL S.A.
26615 TIM S/A
27680 TELEFONICA MOVIL DE CHILE S.A.
27831 Colombia Movil
27882 Telefonica Celular de Bolivia
27925 Entel PCS Telecomunicaciones
28024 Nuevatel PCS de Bolivia S.A.
29190 MTS PJSC
29255 Etihad Etisalat, a joint stock
29355 Kcell JSC
29357 NATIONAL MOBILE
29465 MTN NIGERIA Communication
29614 VODAFONE GHANA AS INTERNATIONAL
29946 Union Wireless
29975 Vodacom
30922 MTS PJSC
30985 IKATEL SA
30992 MTN Network Solutions (Cameroon)
31133 PJSC MegaFon
31163 PJSC MegaFon
31213 PJSC MegaFon
31242 P4 Sp. z o.o.
31615 Odido Netherlands B.V.
31721 "Azercell Telecom Ltd"
33771 Safaricom Limited
34058 Limited Liability Company
34400 Etihad Etisalat, a joint stock
35725 TELEKOM ROMANIA MOBILE
35728 MTS PJSC
35819 Etihad Etisalat, a joint stock
36873 Airtel Networks Limited
36890 MTN Rwandacell
36908 Vodacom Tanzania Ltd
36926 Airtel Networks Kenya Limited
36935 Vodafone Data
36972 MTN SUDAN
36974 MTN COTE D'IVOIRE S.A
36994 Vodacom
36998 Sudanese Mobile Telephone
37035 MIC TANZANIA LTD
37057 Vodacom Lesotho (Pty) Ltd
37061 Safaricom Limited
37069 The Egyptian Company for Mobile
37075 Airtel Uganda Limited
37076 Emerging Markets
37105 RAIN GROUP HOLDINGS (PTY) LTD
37119 UNITEL SA
37133 Airtel Tanzania
37140 Airtel Ghana Limited
37168 Cell C (Pty) Ltd
37223 Vodacom Mocambique S.A
37287 Zain Zambia PLC
37309 QCell Limited
37616 Airtel Gabon S.A
38019 China Mobile
38266 Vodafone Idea Ltd. (VIL)
38466 U Mobile Sdn Bhd
38565 Ncell Pty. Ltd.
39603 P4 Sp. z o.o.
42961 Mobile Telecommunications
43766 Mobile Telecommunication
44034 Hi3G Access AB
44244 Iran Cell Service and
45143 Singapore Telecom Mobile Pte Ltd
45271 Vodafone Idea Ltd. (VIL)
45430 ADVANCED WIRELESS NETWORK
45458 ADVANCED WIRELESS NETWORK
45609 Bharti Airtel Limited
45669 Mobilink GSM, Pakistan Mobile
48065 Syriatel Mobile Telecom
48503 Mobile Telecom-Service LLP
51207 Free Mobile SAS
55410 Vodafone Idea Ltd. (VIL)
55831 Aircel Ltd.
55836 Reliance Jio Infocomm Limited
56040 China Mobile Communications
56041 China Mobile Communications
56042 China Mobile Communications
56044 China Mobile Communications
56045 China Mobile Communications
56046 China Mobile Communications
56047 China Mobile Communications
56048 China Mobile Communications
59257 CMPak Limited
131429 MOBIFONE Corporation
131445 ADVANCED WIRELESS NETWORK
132167 Nine Communications Company
132199 Globe Telecom Inc.
132525 China Mobile Communications
132618 True Move Company Limited
133481 ADVANCED WIRELESS NETWORK
133612 Vodafone Australia Pty Ltd
134810 China Mobile Communications
137872 China Mobile Hong Kong Company
138384 Rakuten Mobile, Inc.
139080 China Mobile Communications
197207 Mobile Communication Company of
197830 BAKCELL LLC
201019 P4 Sp. z o.o.
206067 Hutchison 3G UK Limited
213155 Yettel Hungary Ltd.
398378 Boost Mobile
`;
