// Clouds, hosting companies, content delivery networks and data centres whose addresses are servers, not people.
// Big providers of access that host too are in isp.ts.
// Own choice, 2026-08; every number checked against the owner names of @ip-location-db/asn 2.3.2026061719 (CC BY 4.0, see
// ../embedded), as the test of this list does again. One owner a line: AS number, then how its name begins there.

export const HOSTING = `
62 CyrusOne LLC
801 Amazon Technologies Inc.
834 IPXO LLC
984 OCTOPUS WEB SOLUTION INC
3223 Voxility LLP
3598 Microsoft Corporation
3842 InMotion Hosting, Inc.
4229 Zenlayer Inc
4694 IDC Frontier Inc.
6724 Strato AG
7162 Universo Online S.A.
7203 Leaseweb USA, Inc.
7224 Amazon.com, Inc.
7506 GMO Internet Group, Inc.
7684 SAKURA Internet Inc.
7979 Servers.com, Inc.
8001 Cologix, Inc
8068 Microsoft Corporation
8069 Microsoft Corporation
8070 Microsoft Corporation
8075 Microsoft Corporation
8100 QuadraNet Enterprises LLC
8315 WorldStream B.V.
8560 IONOS SE
8648 dogado GmbH
8849 Melbikomas UAB
8972 Host Europe GmbH
8987 Amazon Data Services Ireland Ltd
9009 M247 Europe SRL
9123 JSC "TIMEWEB"
9286 KINX
9370 SAKURA Internet Inc.
9371 SAKURA Internet Inc.
9465 AGOTOZ PTE. LTD.
9925 VDC Powerbase Hong Kong Data
10297 eNET Inc.
10439 CariNet, Inc.
11042 NETWORK TRANSIT HOLDINGS LLC
11320 LightEdge Solutions
11798 Ace Data Centers, Inc.
11878 tzulo, inc.
12025 Iron Mountain Data Center
12076 Microsoft Corporation
12182 Internap Holding LLC
12200 Rackspace Hosting
12222 Akamai Technologies, Inc.
12586 GHOSTnet GmbH
12637 SEEWEB s.r.l.
12703 Pulsant (Scotland) Ltd
12824 home.pl S.A.
12876 Scaleway SAS
12989 Black HOST Ltd
12996 Domeneshop AS
13213 UK-2 Limited
13238 YANDEX LLC
13354 zColo
13649 Flexential Colorado Corp.
13739 Datacenter IP, LLC
13767 DataBank Holdings, Ltd.
13768 Aptum Technologies
13791 Internap Holding LLC
13878 Scala Data Centers
14061 DigitalOcean, LLC
14127 Iland Internet Solutions
14315 1GSERVERS, LLC
14576 Hosting Solution Ltd.
14618 Amazon.com, Inc.
14744 Internap Holding LLC
14987 Rethem Hosting LLC
14992 NewtekOne, Inc.
15133 Edgecast Inc.
15149 Core Technology Services, Inc.
15169 Google LLC
15189 VIMRO-AS15189 - VIMRO, LLC
15395 Rackspace Ltd.
15598 NorthC Deutschland GmbH
15626 GREEN FLOID LLC
15734 Equinix-Connect-Iberia EQUINIX
15830 Equinix (EMEA) Acquisition
15967 Nazwa.pl Sp.z.o.o.
16125 UAB Cherry Servers
16247 M247 UK Ltd
16265 LeaseWeb Network B.V.
16276 OVH SAS
16397 EQUINIX BRASIL
16509 Amazon.com, Inc.
16625 Akamai Technologies, Inc.
17054 Expedient
17216 DC74 LLC
17378 TierPoint, LLC
17439 NTTCINS
17561 Larus Limited
17589 GABIA Inc.
17819 Equinix Asia Pacific Pte Ltd
18229 CtrlS
18450 WebNX, Inc.
18779 EGIHosting
18978 Enzu Inc
19084 ColoUp
19148 Leaseweb USA, Inc.
19237 Omnis Network, LLC
19318 Interserver, Inc
19527 Google LLC
19551 Incapsula Inc
19871 Network Solutions, LLC
19969 Joe's Datacenter, LLC
19994 Rackspace Hosting
20021 Ntirety, Inc.
20068 Hawk Host Inc.
20264 Webair Internet Development
20278 Nexeon Technologies, Inc.
20454 SECURED SERVERS LLC
20473 The Constant Company, LLC
20718 ARSYS INTERNET S.L.
20738 Heart Internet limited
20773 Host Europe GmbH
20836 CDLAN s.r.l.
20857 Signet B.V.
20860 IOMART CLOUD SERVICES LIMITED
20940 Akamai International B.V.
21100 GREEN FLOID LLC
21342 Akamai International B.V.
21409 Ikoula Net SAS
21499 Host Europe GmbH
21769 Colocation America Corporation
21859 Zenlayer Inc
22205 DataPipe, Inc.
22552 eSited Solutions
22611 InMotion Hosting, Inc.
22612 Namecheap, Inc.
22822 Limelight Networks, Inc.
22903 Databank Holdings, Ltd
23005 SWITCH, LTD
23033 Wowrack.com
23338 DCS Pacific Star, LLC
23352 DEFT.COM
23470 ReliableSite.Net LLC
23535 HostRocket.com, Inc.
23576 NAVER Cloud Corp.
24282 KAGOYA JAPAN Inc.
24319 Akamai Technologies, Inc.
24482 SG.GS
24725 LLC "Hostmaster"
24768 ALMOUROLTEC SERVICOS DE
24875 NovoServe B.V.
24940 Hetzner Online GmbH
24961 WIIT AG
24971 MasterDC s.r.o.
24992 DIC - Online Wolf & Co. KG
25234 ACTIVE 24, s.r.o.
25369 Hydra Communications Ltd
25697 UpCloud USA Inc
25780 HugeServer Networks, LLC
25795 ARP NETWORKS, INC.
25820 IT7 Networks Inc
26347 New Dream Network, LLC
26481 Rebel Hosting
26496 GoDaddy.com, LLC
26978 Quality Technology Services, LLC
27176 DataWagon LLC
27229 Webhosting.Net, Inc.
27257 Webair Internet Development
27357 Rackspace Hosting
27411 Leaseweb USA, Inc.
27589 MOJOHOST
27640 GIGAS HOSTING USA, LLC
27715 Locaweb Servicos de Internet S/A
28299 LWSA S/A
28747 Easyhost BVBA
28753 Leaseweb Deutschland GmbH
28855 Octopuce s.a.r.l.
28907 Internet Invest, Ltd.
29066 velia.net Internetdienste GmbH
29067 LLC "Hostmaster"
29097 Hostpoint AG
29141 Bradler & Krantz GmbH & Co. KG
29169 GANDI SAS
29182 JSC IOT
29222 Infomaniak Network SA
29302 Hosting Services Inc
29447 SCALEWAY S.A.S.
29522 Cyber_Folks S.A.
29550 Team Blue Carrier Limited
29713 Reliable Hosting Services
29748 Quality Technology Services, LLC
29761 Converted Networks LLC
29789 Reflected Networks, Inc.
29802 HIVELOCITY, Inc.
29838 Atlantic Metro Communications
29854 WestHost, Inc.
29873 Newfold Digital, Inc.
29883 Internet Hosting Servers
30058 FDCservers.net
30081 CacheFly
30083 velia.net
30148 Sucuri
30176 Priority Colo Inc
30235 Twinservers Hosting Solutions
30447 Internet Names For Business Inc.
30475 Handy Networks, LLC
30633 Leaseweb USA, Inc.
30693 Eonix Corporation
30823 aurologic GmbH
30827 Extraordinary Managed Services
30860 Virtual Systems LLC
30870 Trans-iX B.V.
30900 Sternforth Ltd. trading as
31034 Aruba S.p.A.
31083 Telepoint Ltd
31103 Keyweb AG
31400 firstcolo GmbH
31590 Rackhosting.com ApS
31898 Oracle Corporation
32097 WholeSale Internet, Inc.
32164 SECURED SERVERS LLC
32181 GigeNET
32244 Liquid Web, L.L.C
32338 Hostiserver Ltd
32475 Internap Holding LLC
32491 Tucows.com Co.
32613 Leaseweb Canada Inc.
32740 Sliqua Enterprise Hosting, Inc.
32748 Steadfast
32780 Hosting Services, Inc.
32787 Akamai Technologies, Inc.
32875 Wowrack.com
33070 Rackspace Hosting
33083 AxcelX Technologies LLC
33182 HostDime.com, Inc.
33302 Data102
33322 Network Data Center Host, Inc.
33387 Nocix, LLC
33480 Web Werks
33494 IHNetworks, LLC
33552 Fluid Hosting LLC
33569 ALLHOSTSHOP.COM
33724 VOLICO
33905 Akamai International B.V.
34011 Host Europe GmbH
34088 Host Europe GmbH
34119 Wildcard UK Limited
34164 Akamai International B.V.
34241 New Communication Technologies
34282 Team Blue Carrier Limited
34432 dogado GmbH
34619 CIZGI TELEKOMUNIKASYON ANONIM
34762 Combell NV
34788 Neue Medien Muennich GmbH
34971 CDLAN SpA
34989 ServeTheWorld AS
34997 InterNetworX Management GmbH
35041 Binero AB
35106 Microsoft Limited
35204 Akamai International B.V.
35295 JSC "RU-CENTER"
35366 ISPpro Internet KG
35415 Webzilla B.V.
35425 IOMART HOSTING LIMITED
35467 DDFR IT Infra & Security B.V.
35470 Signet B.V.
35592 Coolhousing s.r.o.
35908 Krypt Technologies
35913 DediPath
35916 MULTACOM CORPORATION
35970 2Guys Colo, LLC
35974 Quality Technology Services, LLC
35994 Akamai Technologies, Inc.
36007 Kamatera, Inc.
36040 Google LLC
36114 VegasNAP, LLC
36351 IBM Cloud
36352 HostPapa
36383 Google LLC
36384 Google LLC
36408 CDNetworks Inc.
36411 Google LLC
36444 Liquid Web, L.L.C
36492 Google, LLC
36530 IDC Cube
36536 Enterhost
36666 GloboTech Communications
37153 Xneelo (Pty) Ltd
37504 EO Data Center
37963 Hangzhou Alibaba Advertising
38001 NewMedia Express Pte Ltd
38107 CDNetworks
38244 VNG Corporation
38283 CHINANET SiChuan Telecom
38365 Beijing Baidu Netcom Science
38700 SMILESERV
38719 Dreamscape Networks PTY LTD
38880 Micron21 Datacentre Pty Ltd
39020 Comvive Servidores S.L.
39122 Blacknight Internet Solutions
39150 HOSTING TELECOM LTD
39287 Materialism s.r.l.
39378 servinga GmbH
39392 SH.cz s.r.o.
39451 Iomart Managed Services Limited
39458 Real Hosts Limited
39572 DataWeb Global Group B.V.
39582 Vaultr Veri Merkezi Hizmetleri
39618 HostCram LLC
39704 CJ2 Hosting B.V.
39729 REGISTER S.P.A.
39756 EASYHOST SRL
39798 MivoCloud SRL
39855 Mod Mission Critical LLC
40021 Contabo Inc.
40065 CNSERVERS LLC
40244 Turnkey Internet Inc.
40281 QWK.net Hosting, L.L.C.
40374 High Density Hosting, Inc.
40438 Canhost Inc.
40539 Hosting Consulting, Inc
40676 Psychz Networks
40728 GearHost, Inc.
40819 Liquid Web, L.L.C
40824 Webzilla Inc.
40861 Paradise Networks LLC
41079 Cyber_Folks S.A.
41264 Google Switzerland GmbH
41378 Kirino LLC
41427 Datacenter d.o.o.
41562 Host4all Sarl
41653 Aqua Ray SAS
41887 Prolocation B.V.
42244 eServer s.r.o.
42331 PE Freehost
42399 JSC "RU-CENTER"
42442 Adacor Hosting GmbH
42473 Anexia Cloud Solutions GmbH
42474 SmartApe OU
42612 DinaHosting S.L.
42695 Cleura AB
42708 GleSYS AB
42730 EVANZO e-commerce GmbH
42745 Safe Value Limited
42831 UK Dedicated Servers Limited
42910 PremierDC Veri Merkezi Anonim
42926 Radore Veri Merkezi Hizmetleri
43021 certit-hosting Certit Hosting
43260 DGN TEKNOLOJI A.S.
43289 Trabia SRL
43317 SIA VEESP
43350 NForce Entertainment B.V.
43362 Hosting Ltd
43515 Google Ireland Limited
43541 VSHosting s.r.o.
43641 SOLLUTIUM EU Sp z.o.o.
43948 GleSYS-AS Glesys AB
44050 Petersburg Internet Network ltd.
44066 firstcolo GmbH
44094 Webhost LLC
44112 SpaceWeb Ltd
44273 Host Europe GmbH
44477 AS44477
44559 IT HOSTLINE LTD
44592 SkyLink Data Center BV
44684 Mythic Beasts Ltd
44709 O.M.C. COMPUTERS &
44812 IP SERVER LLC
44901 Belcloud LTD
44925 1984 ehf
45090 Shenzhen Tencent Computer
45102 Alibaba (US) Technology Co.
45152 Zone Networks Pty Ltd
45187 Rackspace.com Hong Kong Limited
45382 Hostcenter
45470 8 To Infinity Pte Ltd
45638 SYNERGY WHOLESALE PTY LTD
45652 VPLS, Inc.
45671 Servers Australia Pty. Ltd
45753 Netsec Limited
45839 Shinjiru Technology Sdn Bhd
45903 CMC Telecom Infrastructure
45974 NHNCLOUD
46015 Exa Bytes Network Sdn.Bhd.
46261 QuickPacket, LLC
46430 TELX INC.
46433 EBOUNDHOST.com
46475 Limestone Networks, Inc.
46562 Performive LLC
46573 Vault Host
46606 Unified Layer
46636 NatCoWeb Corp.
46664 VolumeDrive
46805 Angelnet Limited
46816 DirectSpace Networks, LLC.
46841 Fork Networking, LLC
46844 Sharktech
46873 Host Color
47007 Colocation America Corporation
47143 Todayhost Limited
47172 Greenhost BV
47328 DigitalOne AG
47447 23M GmbH
47541 LLC VK
47583 Hostinger International Limited
47764 LLC VK
47869 Ellada Projects B.V. trading as
48031 Ivanov Vitaliy Sergeevich
48095 XT GLOBAL NETWORKS LTD.
48254 20i Limited
48282 Hosting technology LTD
48287 JSC "RU-CENTER"
48314 Michael Sebastian Schinzel
48347 JSC Mediasoft ekspert
48430 Perviy TSOD LLC
48614 ITSOFT LLC
48635 Your Hosting B.V.
48823 Hosting.de GmbH
48854 team.blue Denmark A/S
48881 DataNode DC SRL
48896 dhosting.pl Sp. z o.o.
49063 Data Storage Center JSC
49335 Josef Nopp GmbH
49349 DOTSI LDA
49367 Seflow S.N.C. Di Marco Brame' &
49392 LLC Baxet
49453 Global Layer B.V.
49466 Klayer LLC
49505 JSC Selectel
49532 Eonix Corporation
49544 i3D.net B.V
49635 CLOUDI NEXTGEN SL
49693 Best-Hoster Group Co. Ltd.
49834 Best Hosting Company, LLC
49855 PLUTEX GmbH
49981 WorldStream B.V.
50297 Infium, UAB
50304 Blix Solutions AS
50340 JSC Selectel
50465 IQHost Ltd
50474 O2SWITCH SARL
50613 Advania Island ehf
50655 ITS HOSTED
50673 Serverius Holding B.V.
50867 HOSTKEY B.V.
50872 LOCALHOST d.o.o.
50926 AXARNET COMUNICACIONES, S.L.
50968 Hostmaster, Ltd.
50979 GREEN FLOID LLC
51050 H4Hosting BV
51159 CT1 Technologies Ltd
51167 Contabo GmbH
51248 Host-Telecom.com s.r.o.
51269 HEXATOM s.a.r.l.
51290 HOSTEAM S.C. TOMASZ GROSZEWSKI
51294 HUBARA hosting solutions, S.L.
51395 Datasource AG
51396 Pfcloud UG (haftungsbeschrankt)
51430 AltusHost B.V.
51468 One.com A/S
51559 Netinternet Bilisim
51659 LLC Baxet
51747 Internet Vikings International
51765 Oy Crea Nova Hosting Solution
51852 Private Layer INC
52048 SIA RixHost
52173 Sia Nano IT
52236 G2K ARGENTINA S.A.
52270 ELSERVER S.R.L
52284 Panamaserver.com
52335 Colombia Hosting
52347 HOSTCLICK, de DUCA GRACIELA
52465 WNet Internet y Hosting
52925 Ascenty Data Centers e
53055 DIMENOC SERVICOS DE INFORMATICA
53057 RedeHost Internet Ltda.
53107 EVEO Servicos de Internet Ltda.
53221 ENGETRONICS INTERNET DATACENTER
53332 C2Hosting, LLC
53340 VegasNAP, LLC
53587 AZURE TECHNOLOGY CO., LIMITED
53589 PlanetHoster
53667 FranTech Solutions
53755 Input Output Flood LLC
53824 Liquid Web, L.L.C
53850 GorillaServers, Inc.
53914 Genesis Hosting Solutions, LLC
54103 MOD Mission Critical, LLC
54252 Sprious LLC
54253 Oracle Corporation
54290 HostPapa
54334 Swiftnode LLC
54489 CoreSpace, Inc.
54500 EGIHosting
54527 Astute Hosting Inc.
54548 ProfitBricks, Inc.
54555 Host Duplex, LLC
54600 PEG TECH INC
54641 InMotion Hosting, Inc.
54825 Packet Host, Inc.
54913 Kamatera, Inc.
54990 1337 Services LLC
54994 Meteverse Limited.
55081 24 SHELLS
55286 B2 Net Solutions Inc.
55293 A2 Hosting, Inc.
55688 PT. Beon Intermedia
55720 Gigabit Hosting Sdn Bhd
55799 TechAvenue Sdn Bhd
55933 Cloudie Limited
55967 Beijing Baidu Netcom Science
55990 Huawei Cloud Service data center
56106 Zone Networks Pty Ltd
56150 Viet Solutions Services Trading
56309 Siamdata Communication Co.,ltd.
56322 ServerAstra Kft.
56577 Relink LTD
56630 Melbikomas UAB
56655 Gigahost AS
56694 LLC Smart Ape
56851 PE Skurykhin Mukola
56876 Ociris GmbH
56898 Private Host BV
57043 HOSTKEY B.V.
57169 EDIS GmbH
57172 Global Layer B.V.
57271 BitWeb LLC
57286 GIGAS HOSTING S.A.
57287 OtavaNet s.r.o.
57363 CDNvideo LLC
57724 DDOS-GUARD LTD
57858 Angelnet Limited
57879 EXIMPROD SERVICII SUPORT SRL
57910 Soluciones Corporativas IP, SL
58061 Scalaxy B.V.
58065 Orion Network Limited
58073 YISP B.V.
58329 servinga GmbH
58519 Cloud Computing Corporation
58593 Shanghai Blue Cloud Technology
58683 Rackspace.com Hong Kong Limited
58779 i4HK Limited
58797 Carpathia Hosting
58879 Shanghai ruisu network
58922 Fujifilm Microchannel Hosting
58936 Managed Hosted Applications
58940 DEDICATED SERVERS AUSTRALIA
58955 Bangmod Enterprise Co., Ltd.
59077 Shanghai UCloud Information
59135 PT Suraloka Digital Kreatif
59253 LEASEWEB SINGAPORE PTE. LTD.
59349 GMO-Z.COM PTE. LTD.
59432 GINERNET S.L.
59447 ISTANBULDC2 GEOCOM LLC
59504 LLC Vpsville
59554 Datacenter Groningen B.V.
59579 ITM POLAND Sp. z o.o.
59615 SIA Serverum
59642 UAB Cherry Servers
59729 GREEN FLOID LLC
59796 StormWall s.r.o.
59816 4on LTD
59847 WIRAC.NET d.o.o.
59895 Binary Racks Limited
59939 WIBO Baltic UAB
60011 Mythic Beasts Ltd
60068 Datacamp Limited
60117 Host Sailor Ltd
60404 The Infrastructure Group B.V.
60485 Angelnet Limited
60558 PHOENIX NAP, LLC.
60567 SIA RixHost
60664 x-ion GmbH
60781 LeaseWeb Netherlands B.V.
60800 Netwise Hosting Ltd
60900 Adrian Trifonov trading as
61046 HZ Hosting Ltd
61053 UAB ESNET
61098 Akenes SA
61102 Interhost Communication
61107 Servers.com B.V.
61138 Zappie Host LLC
61154 IDHosting Sp. z o. o.
61157 PlusServer GmbH
61189 Elkdata OU
61272 Informacines sistemos ir
61317 Hivelocity Inc
62005 BlueVPS OU
62071 Datahost SRL
62082 Hostland LTD
62214 Rackforest Zrt.
62217 Vinters IT Ltd
62240 Clouvider Limited
62282 UAB Delska Lithuania
62292 Websupport Magyarorszag Kft.
62370 Snel.com B.V.
62471 SupremeBytes, LLC
62563 GLOBALTELEHOST Corp.
62605 Untangled Technology, LLC
62729 A Small Orange LLC
62756 HostRocket.com, Inc.
62785 Amazon.com Services, LLC
62838 Reprise Hosting
62874 Web2Objects LLC
62880 Synatec LLC
62904 Eonix Corporation
63008 SIMPLE CLOUD SOLUTION LLC
63018 Dedicated.com
63023 GTHost
63119 Angelnet Limited
63139 BEDGE CO LIMITED
63199 CDS Global Cloud Co., Ltd
63473 HostHatch, LLC
63737 VIETSERVER SERVICES TECHNOLOGY
63888 DATA WING LIMITED
63916 Techavenue International Ltd
63949 Akamai Technologies, Inc.
63956 5G NETWORK OPERATIONS PTY LTD
64022 Kamatera, Inc.
64050 BGP Network Limited
64200 VIVID-HOSTING LLC
64236 UnReal Servers, LLC
64245 DigitalFyre Internet Solutions
64267 Sprious LLC
64286 LogicWeb Inc.
64437 NForce Entertainment B.V.
131921 GMO GlobalSign Holdings K.K.
131965 Xserver Inc.
132203 Shenzhen Tencent Computer
132335 LEAPSWITCH NETWORKS PRIVATE
132420 E2E Networks Limited
132817 DZCRD Networks Ltd
132839 POWER LINE (HK) CO., LIMITED
133199 SonderCloud Limited
133478 Tencent Cloud Computing
133752 LEASEWEB HONG KONG LIMITED
134175 DingFeng XinHui(HongKong)
134548 DingFeng XinHui(HongKong)
134963 Alibaba Cloud (Singapore)
135097 LUOGELANG (FRANCE) LIMITED
135354 NAVER BUSINESS PLATFORM ASIA
135377 UCLOUD INFORMATION TECHNOLOGY
135629 Ningxia West Cloud Data
136258 BrainStorm Network, Inc
136907 HUAWEI INTERNATIONAL PTE. LTD.
137718 Beijing Volcano Engine
137801 AIPO Cloud (Guizhou) Technology
138915 Kaopu Cloud HK Limited
139070 Google Asia Pacific Pte. Ltd.
139190 Google Asia Pacific Pte. Ltd.
139341 ACEVILLE PTE.LTD.
140227 Hong Kong Communications
141995 Contabo Asia Private Limited
142286 LUOGELANG (FRANCE) LIMITED
150436 Byteplus Pte. Ltd.
152194 CTG Server Limited
154395 Rackdog LLC
196645 HOSTPRO LAB LLC
197019 WEDOS Internet, a.s.
197071 active 1 GmbH
197155 Artnet Sp. z o.o.
197540 netcup GmbH
197695 "Domain names registrar
198610 Beget LLC
198678 Delos Cloud GmbH
198953 Proton66 OOO
198983 Joseph Hofmann trading as
199524 G-Core Labs S.A.
200000 Hosting Ukraine LTD
200005 Akamai International B.V.
200019 ALEXHOST SRL
200185 Aruba S.p.A.
200350 Yandex.Cloud LLC
200593 PROSPERO OOO
200651 FlokiNET ehf
201200 SuperHosting.BG Ltd.
201814 MEVSPACE sp. z o.o.
202053 UpCloud Ltd
202422 G-Core Labs S.A.
202425 IP Volume inc
202468 Noyan Abr Arvan Co. ( Private
202656 Ivanov Vitaliy Sergeevich
203020 HostRoyale Technologies Pvt Ltd
203226 Dirk Walde trading as Walde
203329 NTT Global Data Centers EMEA
203391 Cloud DNS Ltd
203476 GANDI SAS
204548 Kamatera Inc
205544 LEASEWEB UK LIMITED
206728 Media Land LLC
207990 HostRoyale Technologies Pvt Ltd
208677 "Cloud Technologies" LLC
210558 1337 Services GmbH
210644 AEZA INTERNATIONAL LTD
211252 Akari Networks K.K.
212238 Datacamp Limited
212317 Hetzner Online GmbH
213035 Des Capital B.V.
213120 Akamai International B.V.
213230 Hetzner Online GmbH
213790 Limited Network LTD
214609 Google Cloud EMEA Ltd
214611 Google Cloud EMEA Ltd
215439 PLAY2GO INTERNATIONAL LIMITED
215540 GLOBAL CONNECTIVITY SOLUTIONS
216071 SERVERS TECH FZCO
216246 Aeza Group LLC
262287 Maxihost LTDA
328608 Africa on Cloud
393886 Leaseweb USA, Inc.
394089 Google LLC
394380 Leaseweb USA, Inc.
394711 KorGrid, LLC
395092 Shock Hosting LLC
395839 HOSTKEY
395954 Leaseweb USA, Inc.
395973 Google LLC
396073 Majestic Hosting Solutions, LLC
396178 Google LLC
396319 Oxylabs
396356 Latitude.sh
396362 Leaseweb USA, Inc.
396948 Kamatera, Inc.
396982 Google LLC
397630 Blazing SEO, LLC
398101 GoDaddy.com, LLC
398478 PEG TECH INC
398823 PEG TECH INC
399629 BL Networks
399804 Hostodo
400377 Des Equity LLC
400619 AROSSCLOUD INC.
`;
