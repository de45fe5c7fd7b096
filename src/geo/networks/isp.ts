// Providers of internet access whose names do not say so, or say something else.
// Own choice, 2026-08; every number checked against the owner names of @ip-location-db/asn 2.3.2026061719 (CC BY 4.0, see
// ../embedded), as the test of this list does again. One owner a line: AS number, then how its name begins there.

export const ISP = `
174 Cogent Communications
209 CenturyLink Communications, LLC
577 Bell Canada
701 Verizon Business
702 Verizon Business
703 Verizon Business
855 Bell Canada
1136 KPN B.V.
1221 Telstra Limited
1257 Tele2 Sverige AB
1267 WIND TRE S.P.A.
1273 Vodafone Group PLC
1299 Arelion Sweden AB
1403 EBOX
1680 Cellcom Fixed Line
1836 green.ch AG
1849 Verizon UK Limited
2497 Internet Initiative Japan Inc.
2516 KDDI CORPORATION
2518 BIGLOBE Inc.
2527 Sony Network Communications Inc.
2764 AAPT Limited
2828 Verizon Business
2856 British Telecommunications PLC
2914 NTT America, Inc.
3212 Telemach Slovenija d.o.o.
3216 PJSC "Vimpelcom"
3257 GTT Communications Inc.
3302 Retelit Digital Services S.p.A.
3303 Swisscom (Schweiz) AG
3308 Norlys Digital A/S
3320 Deutsche Telekom AG
3356 Level 3 Communications, Inc.
3371 Verizon Business
3372 Verizon Business
3462 Chunghwa Telecom Co., Ltd.
3491 PCCW Global (HK) Limited
3549 Level 3 Communications, Inc.
3561 CenturyLink Communications, LLC
3741 Dimension Data
3786 LG DACOM Corporation
4134 Chinanet
4637 Telstra International Limited
4657 Starhub Ltd.
4670 Shinbiro
4713 NTT Communications Corporation
4725 SoftBank Corp.
4760 PCCW IMS Limited
4766 Korea Telecom
4771 Spark New Zealand Trading
4775 Globe Telecom (GMCR,INC)
4780 Digital United Inc.
4788 TM TECHNOLOGY SERVICES SDN BHD
4804 SingTel Optus Pty Ltd
4818 DiGi Telecommunications Sdn
4826 VOCUS PTY LTD
4837 CHINA UNICOM China169 Backbone
5089 Virgin Media Limited
5432 Proximus NV
5511 Orange S.A.
5578 SWAN, a.s.
5607 Sky UK Limited
5610 O2 Czech Republic, a.s.
5650 Frontier Communications of
5769 Videotron Ltee
6079 RCN
6389 AT&T Enterprises, LLC
6453 TATA COMMUNICATIONS (AMERICA)
6461 Zayo Bandwidth
6503 Axtel, S.A.B. de C.V.
6535 Telmex Servicios Empresariales
6713 Itissalat Al-MAGHRIB
6730 Sunrise GmbH
6762 TELECOM ITALIA SPARKLE S.p.A.
6830 Liberty Global B.V.
7018 AT&T Enterprises, LLC
7046 Verizon Business
7122 Bell Canada
7287 AT&T Enterprises, LLC
7385 Allstream Business US, LLC
7470 TRUE INTERNET CORPORATION CO.
7474 SingTel Optus Pty Ltd
7552 Viettel Group
7713 Telekomunikasi Indonesia (PT)
7738 V tal
7922 Comcast Cable Communications
8048 CANTV Servicios, Venezuela
8167 V tal
8342 JSC RTComm.RU
8346 SONATEL-AS Autonomous System
8369 Intersvyaz-2 JSC
8402 PJSC "Vimpelcom"
8452 TE-AS
8473 Bahnhof AB
8551 Bezeq International Ltd.
8612 Tiscali Italia S.P.A.
8708 DIGI ROMANIA S.A.
8717 A1 Bulgaria EAD
8781 Ooredoo Q.S.C.
8881 1&1 Versatel GmbH
8968 BT Italia S.p.A.
9145 EWE TEL GmbH
9299 Philippine Long Distance
9318 SK Broadband Co Ltd
9443 VOCUS PTY LTD
9457 DREAMLINE CO.
9498 Bharti Airtel Limited
9534 Maxis Broadband Sdn Bhd
9583 Sify Limited
9658 Eastern Telecommunications
9824 JCOM Co., Ltd.
9829 Bharat Sanchar Nigam Ltd
9924 Taiwan Fixed Network, Telco and
10013 FreeBit Co.,Ltd.
10036 DLIVE
10474 Dimension Data
10620 Telmex Colombia S.A.
10796 Charter Communications Inc
11172 Alestra, S. de R.L. de C.V.
11290 Cogeco Connexion inc
11351 Charter Communications Inc
11426 Charter Communications Inc
11427 Charter Communications Inc
11489 Bell Canada
11686 Zayo Bandwidth
11776 Breezeline
12271 Charter Communications Inc
12301 Invitech ICT Services Kft.
12322 Free SAS
12338 Euskaltel S.A.
12350 VTX Services SA
12392 VOO S.A.
12578 SIA Tet
12663 Fastweb SpA
12709 Melita Limited
12874 Fastweb SpA
12956 TELEFONICA GLOBAL SOLUTIONS SL
12969 Ljosleidarinn ehf
12978 ANDROMEDA TV DIGITAL PLATFORM
13188 CONTENT DELIVERY NETWORK LTD
14080 Telmex Colombia S.A.
14654 AT&T Enterprises, LLC
14754 Telgua
15557 Societe Francaise Du
15600 Quickline AG
15659 NextGenTel AS
15943 wilhelm.tel GmbH
16086 DNA Oyj
16591 Google Fiber Inc.
17488 HATHWAY CABLE AND DATACOM
17552 TRUE INTERNET CORPORATION CO.
17639 ComClark Network & Technology
17676 SoftBank Corp.
17858 LG POWERCOMM
18101 Reliance Communications Limited
18209 Atria Convergence Technologies
18403 FPT Telecom Company
19429 ETB - Colombia
19901 Brightspeed
19957 AT&T Enterprises, LLC
20001 Charter Communications Inc
20011 Dimension Data
20115 Charter Communications
20712 Andrews & Arnold Ltd
20845 DIGI Tavkozlesi es Szolgaltato
20910 SIA "BITE Latvija"
21003 LTT Autonomous System, Tripoli
21021 Multimedia Polska Sp. z o.o.
21334 One Hungary Ltd.
21575 ENTEL PERU S.A.
21826 Corporacion Telemic C.A.
22047 VTR BANDA ANCHA S.A.
22773 Cox Communications Inc.
23201 Telecel S.A.
23969 TOT Public Company Limited
24309 Atria Convergence Technologies
24560 Bharti Airtel Limited
25180 Exponential-E Ltd.
25376 Netnorth Limited
27364 Armstrong
27651 ENTEL CHILE S.A.
27747 Telecentro S.A.
28118 ALTICE DOMINICANA S.A.
28812 PJSC "Bashinformsvyaz"
28885 Oman Telecommunications Company
29314 VECTRA S.A.
29580 A1 Bulgaria EAD
30999 Emtel Ltd
31549 Aria Shatel PJSC
32098 Transtelco Inc
33363 Charter Communications, Inc
33588 Charter Communications
35540 OVH SAS
35612 EOLO S.p.A.
36884 Wana Corporate
36992 ETISALAT MISR
37611 AFRIHOST SP (PTY) LTD
37693 OOREDOO TUNISIE SA
38561 NTT Australia Solutions Pty Ltd
38841 kbro CO. Ltd.
39326 Syntura Group Limited
40306 ViaSat,Inc.
41012 The Cloud Networks Limited
42668 Nevalink, LLC
42689 Glide Student & Residential
44869 FIBIA P/S
45514 Bharti Airtel Ltd., TELEMEDIA
45899 VNPT Corp
46690 Verizon Business
54004 Cablevision Lightpath LLC
55577 Atria Convergence Technologies
63859 PT. Eka Mas Republik
135887 Telstra Limited
210278 Sky Italia srl
`;
