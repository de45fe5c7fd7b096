// Shared exits of privacy relays and of security gateways: many people far from each other come from one address.
// iCloud Private Relay (Akamai 36183, Cloudflare, Fastly), WARP, and gateways such as Zscaler, Netskope, Cato, iboss, Umbrella.
// Own choice, 2026-08; every number checked against the owner names of @ip-location-db/asn 2.3.2026061719 (CC BY 4.0, see
// ../embedded), as the test of this list does again. One owner a line: AS number, then how its name begins there.

export const RELAY = `
2763 Palo Alto Networks, Inc
7754 McAfee, LLC
13150 CATO NETWORKS LTD
13335 Cloudflare, Inc.
13448 Forcepoint LLC
14600 SKYHIGH SECURITY LLC
14789 Cloudflare, Inc.
17370 McAfee, LLC
21837 Opera Software Americas LLC
22616 ZSCALER, INC.
25605 Cisco OpenDNS, LLC
36183 Akamai Technologies, Inc.
36692 Cisco OpenDNS, LLC
39832 Opera Software AS
42465 Forcepoint UK Limited
43251 Forcepoint Overseas Limited
44444 Forcepoint UK Limited
53444 ZSCALER, INC.
53813 ZSCALER, INC.
54113 Fastly, Inc.
54538 PALO ALTO NETWORKS
55256 Netskope Inc
62044 Zscaler Switzerland GmbH
62654 MENLO SECURITY, INC.
62907 ZSCALER, INC.
64280 Palo Alto Networks, Inc
132892 Cloudflare, Inc.
137922 IBOSS Inc.
138627 Cato Networks, Inc.
139242 Cloudflare Sydney, LLC
202276 IBOSS, INC
202623 Cloudflare Inc
203898 Cloudflare Inc
209242 Cloudflare London, LLC
213176 CHECK POINT SSE SOLUTIONS LTD
394536 Cloudflare, Inc.
395747 Cloudflare, Inc.
396253 iboss,inc
396421 PALO ALTO NETWORKS
400476 Tailscale Inc.
`;
