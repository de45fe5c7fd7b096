// Research and education networks whose names do not say so; universities and schools are known by name.
// Own choice, 2026-08; every number checked against the owner names of @ip-location-db/asn 2.3.2026061719 (CC BY 4.0, see
// ../embedded), as the test of this list does again. One owner a line: AS number, then how its name begins there.

export const EDUCATION = `
81 MCNC
137 Consortium GARR
195 San Diego Supercomputer Center
210 Utah Education Network
224 SIKT - KUNNSKAPSSEKTORENS
237 Merit Network Inc.
271 BCnet
376 Reseau d'Informations
378 IUCC - Israel InterUniversity
553 Universitaet Stuttgart
559 SWITCH
600 OARnet
680 Verein zur Foerderung eines
766 Entidad Publica Empresarial
786 Jisc Services Limited
1101 SURF B.V.
1103 SURF B.V.
1128 SURF B.V.
1213 HEAnet CLG
1237 KISTI
1307 Renater
1312 Virginia Polytechnic Institute
1659 Taiwan Academic Network (TANet)
1715 Renater
1741 CSC - Tieteen tietotekniikan
1853 ACONET
1930 Fundacao para a Ciencia e a
1942 Renater
1945 Renater
1955 KIFU (Governmental Info Tech
2018 TENET (The UNINET Project)
2107 ARNES
2108 Croatian Academic and Research
2152 CENIC
2153 CENIC
2200 Renater
2269 Renater
2439 Renater
2457 Renater
2572 University of Missouri - dba
2603 NORDUnet
2611 BELNET
2614 Agentia de Administrare a
2847 Kauno Technologijos
2852 CESNET z.s.p.o.
2907 Research Organization of
3112 OARnet
3208 Algerian NREN Network
4538 China Education and Research
4621 Office of Info.Tech. Admin. for
5050 Pittsburgh Supercomputing Center
5379 Univerzitet "Sv. Kiril i
5408 National Infrastructures for
6509 CANARIE Inc
7497 CNIC-CAS
7539 National Center for
7575 Australian Academic and
7660 Asia Pacific Advanced Network
8501 Institute of Bioorganic
9264 Academia Sinica
9885 National Knowledge Network
10755 Dartmouth College
11340 Red Universitaria Nacional
11537 Internet2
12816 Leibniz-Rechenzentrum
13092 Akademska mreza Republike
17579 KISTI
18592 Corporacion Universitaria para
23859 Australian Academic and
24490 Trans-Eurasia Information
32440 Louisiana Board of
36914 Kenya Education Network
38022 Research and Education Advanced
40387 University of Illinois
55824 National Knowledge Network
`;
