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
2386 AT&T Enterprises, LLC
2497 Internet Initiative Japan Inc.
2506 NTT WEST CHUGOKU CORPORATION
2516 KDDI CORPORATION
2518 BIGLOBE Inc.
2527 Sony Network Communications Inc.
2586 Elisa Eesti AS
2686 AT&T Corp.
2687 AT&T Corp.
2688 AT&T Corp.
2764 AAPT Limited
2828 Verizon Business
2830 Verizon Nederland B.V.
2856 British Telecommunications PLC
2914 NTT America, Inc.
3212 Telemach Slovenija d.o.o.
3216 PJSC "Vimpelcom"
3257 GTT Communications Inc.
3292 TDC Holding A/S
3302 Retelit Digital Services S.p.A.
3303 Swisscom (Schweiz) AG
3308 Norlys Digital A/S
3313 BT Italia S.p.A.
3320 Deutsche Telekom AG
3356 Level 3 Communications, Inc.
3371 Verizon Business
3372 Verizon Business
3462 Chunghwa Telecom Co., Ltd.
3491 PCCW Global (HK) Limited
3549 Level 3 Communications, Inc.
3561 CenturyLink Communications, LLC
3737 PenTeleData Inc.
3741 Dimension Data
3786 LG DACOM Corporation
4134 Chinanet
4185 AT&T Enterprises, LLC
4637 Telstra International Limited
4657 Starhub Ltd.
4670 Shinbiro
4713 NTT Communications Corporation
4725 SoftBank Corp.
4750 CS Loxinfo Public Company
4760 PCCW IMS Limited
4766 Korea Telecom
4768 One New Zealand Group Limited
4771 Spark New Zealand Trading
4775 Globe Telecom (GMCR,INC)
4780 Digital United Inc.
4788 TM TECHNOLOGY SERVICES SDN BHD
4804 SingTel Optus Pty Ltd
4818 DiGi Telecommunications Sdn
4826 VOCUS PTY LTD
4837 CHINA UNICOM China169 Backbone
5006 Inteliquent, inc.
5089 Virgin Media Limited
5416 BEYON B.S.C.
5432 Proximus NV
5511 Orange S.A.
5578 SWAN, a.s.
5607 Sky UK Limited
5610 O2 Czech Republic, a.s.
5645 TekSavvy Solutions, Inc.
5650 Frontier Communications of
5769 Videotron Ltee
6079 RCN
6128 Cablevision Systems Corp.
6389 AT&T Enterprises, LLC
6431 AT&T Enterprises, LLC
6453 TATA COMMUNICATIONS (AMERICA)
6461 Zayo Bandwidth
6503 Axtel, S.A.B. de C.V.
6535 Telmex Servicios Empresariales
6661 POST Luxembourg
6713 Itissalat Al-MAGHRIB
6730 Sunrise GmbH
6762 TELECOM ITALIA SPARKLE S.p.A.
6830 Liberty Global B.V.
6939 Hurricane Electric LLC
7018 AT&T Enterprises, LLC
7046 Verizon Business
7122 Bell Canada
7155 ViaSat,Inc.
7287 AT&T Enterprises, LLC
7385 Allstream Business US, LLC
7470 TRUE INTERNET CORPORATION CO.
7474 SingTel Optus Pty Ltd
7552 Viettel Group
7713 Telekomunikasi Indonesia (PT)
7738 V tal
7922 Comcast Cable Communications
7992 Cogeco Connexion Inc.
8048 CANTV Servicios, Venezuela
8167 V tal
8220 COLT Technology Services Group
8342 JSC RTComm.RU
8346 SONATEL-AS Autonomous System
8369 Intersvyaz-2 JSC
8402 PJSC "Vimpelcom"
8452 TE-AS
8473 Bahnhof AB
8551 Bezeq International Ltd.
8612 Tiscali Italia S.P.A.
8615 "Central Telegraph" Public
8708 DIGI ROMANIA S.A.
8717 A1 Bulgaria EAD
8732 JSC Comcor
8758 Iway AG
8781 Ooredoo Q.S.C.
8881 1&1 Versatel GmbH
8968 BT Italia S.p.A.
9145 EWE TEL GmbH
9299 Philippine Long Distance
9318 SK Broadband Co Ltd
9381 HKBN Enterprise Solutions HK
9416 Hoshin Multimedia Center Inc.
9443 VOCUS PTY LTD
9457 DREAMLINE CO.
9498 Bharti Airtel Limited
9500 One New Zealand Group Limited
9534 Maxis Broadband Sdn Bhd
9555 Verizon Australia Pty Limited
9583 Sify Limited
9595 NTT-ME Corporation
9658 Eastern Telecommunications
9824 JCOM Co., Ltd.
9829 Bharat Sanchar Nigam Ltd
9845 LG HelloVision Corp.
9924 Taiwan Fixed Network, Telco and
10013 FreeBit Co.,Ltd.
10036 DLIVE
10143 SUPERLOOP (AUSTRALIA) PTY LTD
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
11888 Television Internacional, S.A.
12079 Verizon Business
12083 WideOpenWest Finance LLC
12119 ITV-3
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
13045 htp GmbH
13101 TNG Stadtnetz GmbH
13110 INEA sp. z o.o.
13124 A1 Bulgaria EAD
13188 CONTENT DELIVERY NETWORK LTD
13490 Buckeye Cablevision, Inc.
14080 Telmex Colombia S.A.
14551 Verizon Business
14593 Space Exploration Technologies
14615 Comporium, Inc
14654 AT&T Enterprises, LLC
14754 Telgua
15399 Wananchi Group (K) LTD
15557 Societe Francaise Du
15600 Quickline AG
15659 NextGenTel AS
15735 GO p.l.c.
15774 Limited Liability Company
15943 wilhelm.tel GmbH
16086 DNA Oyj
16342 Toya sp.z.o.o
16591 Google Fiber Inc.
17488 HATHWAY CABLE AND DATACOM
17511 OPTAGE Inc.
17529 STARCAT Co .,LTD.
17552 TRUE INTERNET CORPORATION CO.
17639 ComClark Network & Technology
17676 SoftBank Corp.
17839 LG HelloVision Corp.
17858 LG POWERCOMM
17917 Quadrant Televentures Limited
18001 Dialog Axiata Plc
18101 Reliance Communications Limited
18209 Atria Convergence Technologies
18403 FPT Telecom Company
18734 Operbes, S.A. de C.V.
18747 IFX Corporation
19165 Webpass Inc.
19180 AMERICATEL PERU S.A.
19429 ETB - Colombia
19901 Brightspeed
19957 AT&T Enterprises, LLC
20001 Charter Communications Inc
20011 Dimension Data
20115 Charter Communications
20712 Andrews & Arnold Ltd
20804 Exatel S.A.
20845 DIGI Tavkozlesi es Szolgaltato
20910 SIA "BITE Latvija"
21003 LTT Autonomous System, Tripoli
21021 Multimedia Polska Sp. z o.o.
21286 KPN B.V.
21334 One Hungary Ltd.
21412 UAB "Cgates"
21575 ENTEL PERU S.A.
21826 Corporacion Telemic C.A.
22047 VTR BANDA ANCHA S.A.
22351 INTELSAT GLOBAL SERVICE
22652 Videotron Ltee
22773 Cox Communications Inc.
22995 Xplore Inc.
23201 Telecel S.A.
23473 PAVLOV MEDIA INC
23969 TOT Public Company Limited
24086 Viettel Corporation
24309 Atria Convergence Technologies
24560 Bharti Airtel Limited
25180 Exponential-E Ltd.
25367 Proximus Luxembourg S.A.
25376 Netnorth Limited
25620 COTAS LTDA.
26210 AXS Bolivia S. A.
27364 Armstrong
27651 ENTEL CHILE S.A.
27668 ETAPA EP
27747 Telecentro S.A.
28118 ALTICE DOMINICANA S.A.
28548 Cablevision, S.A. de C.V.
28685 Routit BV
28725 CETIN a.s.
28812 PJSC "Bashinformsvyaz"
28885 Oman Telecommunications Company
29286 SKYLOGIC S.P.A.
29314 VECTRA S.A.
29580 A1 Bulgaria EAD
30404 Blue Stream
30689 FLOW
30764 PODA a.s.
30999 Emtel Ltd
31012 A1 Hrvatska d.o.o.
31122 Digiweb ltd
31549 Aria Shatel PJSC
32098 Transtelco Inc
33363 Charter Communications, Inc
33588 Charter Communications
34177 CELESTE SAS
34594 Telemach Hrvatska d.o.o.
34779 T-2, d.o.o.
35540 OVH SAS
35612 EOLO S.p.A.
36884 Wana Corporate
36992 ETISALAT MISR
37611 AFRIHOST SP (PTY) LTD
37693 OOREDOO TUNISIE SA
38091 LG HelloVision Corp.
38195 SUPERLOOP (AUSTRALIA) PTY LTD
38322 TM TECHNOLOGY SERVICES SDN. BHD.
38561 NTT Australia Solutions Pty Ltd
38809 VOCUS PTY LTD
38841 kbro CO. Ltd.
39326 Syntura Group Limited
39501 Parvaresh Dadeha Co. Private
40306 ViaSat,Inc.
41012 The Cloud Networks Limited
42560 Telemach BH d.o.o. Sarajevo
42668 Nevalink, LLC
42689 Glide Student & Residential
42772 Unitary enterprise A1
42908 O2 Czech Republic, a.s.
43754 Asiatech Data Transmission
44869 FIBIA P/S
45514 Bharti Airtel Ltd., TELEMEDIA
45899 VNPT Corp
46690 Verizon Business
49902 SOCIETE REUNIONNAISE DU
51375 STC BAHRAIN B.S.C CLOSED
52075 Wifirst S.A.S.
54004 Cablevision Lightpath LLC
55577 Atria Convergence Technologies
56478 Hyperoptic Ltd
61461 Airtek Solutions C.A.
63859 PT. Eka Mas Republik
135887 Telstra Limited
138345 Starhub Ltd.
203953 Hiper A/S
205714 Telemach Hrvatska d.o.o.
206065 Tose'h Fanavari Ertebabat
210278 Sky Italia srl
395965 Carrytel
`;
