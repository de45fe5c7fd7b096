// Large organisations with networks of their own, whose names do not say so.
// Own choice, 2026-08; every number checked against the owner names of @ip-location-db/asn 2.3.2026061719 (CC BY 4.0, see
// ../embedded), as the test of this list does again. One owner a line: AS number, then how its name begins there.

export const BUSINESS = `
56 United States Department of
72 Schlumberger Limited
109 CISCO SYSTEMS, INC.
122 UPMC
138 United States Department of
270 National Aeronautics and Space
297 National Aeronautics and Space
306 DoD Network Information Center
367 DoD Network Information Center
521 Ford Motor Company
668 United States Department of
714 Apple Inc.
721 DoD Network Information Center
749 United States Department of
1493 Headquarters, USAISC
1530 Headquarters, USAISC
1540 Headquarters, USAISC
1602 Headquarters, USAISC
1637 Headquarters, USAISC
1649 Headquarters, USAISC
1761 General Services Commission
1766 Exxon Mobil Corporation
1906 Northrop Grumman
2047 Hoffmann - La Roche Ltd.
2571 DHL Information Services
2665 Shared Services Canada
2906 Netflix Streaming Services Inc.
3477 National Oceanic and
3766 Shared Services Canada
4010 Headquarters, USAISC
4155 USDA
4249 Eli Lilly and Company
5774 United States Postal Service
5972 DoD Network Information Center
6185 Apple Inc.
6253 The Prudential Insurance
7054 Merck and Co., Inc.
7127 Southern California Edison
7838 United Services Automobile
8729 Credit Suisse Group
8803 Migros-Genossenschafts-Bund
8883 UBS AG
9159 Credit Agricole SA
9201 Swedish Armed Forces
10361 Bloomberg, LP
10695 Wal-Mart Stores, Inc.
10794 Bank of America, National
11003 The Procter and Gamble Company
13414 Twitter Inc.
13445 Cisco Webex LLC
14298 Environmental Protection Agency
14413 LinkedIn Corporation
15991 Swedish Tax Agency
16236 PSA AUTOMOBILES SA
19399 Region Stockholm
22463 CDK Global, LLC
27064 DoD Network Information Center
31399 Mercedes-Benz Group AG
32934 Facebook, Inc.
40027 Netflix Streaming Services Inc.
42848 European Commission
42952 NHS England
54115 Facebook Inc
57976 Blizzard Entertainment, Inc
136604 Royal Automobile Club of
197425 Saab AB
203665 UK Ministry of Defence
209502 Electricite de France SA
393952 Service Alberta
`;
