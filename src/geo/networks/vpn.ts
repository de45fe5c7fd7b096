// Companies whose addresses are the exits of VPN services, proxies or Tor.
// Most exits stand in rented racks and so count as hosting; only owners that are a VPN service themselves are here.
// Own choice, 2026-08; every number checked against the owner names of @ip-location-db/asn 2.3.2026061719 (CC BY 4.0, see
// ../embedded), as the test of this list does again. One owner a line: AS number, then how its name begins there.

export const VPN = `
4224 The Calyx Institute
7578 GSL Networks Pty LTD
13926 Strong Technology, LLC.
22363 Powerhouse Management, Inc.
22781 Strong Technology, LLC.
39351 31173 Services AB
49399 31173 Services AB
54203 Strong Technology, LLC.
60729 Stiftung Erneuerbare Freiheit
62635 VPNWholesaler.com
62651 Strong Technology, LLC.
62744 Quintex Alliance Consulting
133944 Tesonet, UAB
136787 PacketHub S.A.
137409 GSL Networks Pty LTD
140952 Strong Technology, LLC
141039 PacketHub S.A.
147049 PacketHub S.A.
197200 Key-Proxy-Limited Key Proxy
198605 AVAST Software s.r.o.
198621 AVAST Software s.r.o.
199124 MEGA Privacy Kft.
199218 Proton AG
201665 Anonymizer, LLC
202003 Avast Software Romania S.R.L.
203619 IVPN Limited
205100 F3 Netze e.V.
205809 MEGA Privacy Kft.
207137 PacketHub S.A.
208323 Foundation for Applied Privacy
208765 Bullet Proof VPN Ltd
209103 Proton AG
209854 Cyberzone S.A.
213163 FREE UNLIMITED VPN LTD
214813 31173 Services AB
216025 Mullvad VPN AB
272096 PACKETHUB S.A.
394087 Secure Internet LLC
394104 IPLOCKVPN.COM
396507 Emerald Onion
397282 Castle VPN
397540 Windscribe
398075 Red-Proxy, LLC
401370 CALYX NETWORKS
`;
