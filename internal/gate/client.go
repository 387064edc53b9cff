package gate

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// client is who asks: the peer, unless that is a proxy of ours. Then it is the
// last one in X-Forwarded-For that is none.
func (g Gate) client(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	at := peer.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		before, err := netip.ParseAddr(strings.TrimSpace(hop))
		if !g.trusts(at) || err != nil {
			return at
		}
		at = before.Unmap()
	}
	return at
}

func (g Gate) trusts(proxy netip.Addr) bool {
	return slices.ContainsFunc(g.Proxies, func(p netip.Prefix) bool { return p.Contains(proxy) })
}

// Neighborhood is who asks, as far as one caller usually has many addresses.
func (v *Visit) Neighborhood() string {
	if v.Client.Is6() {
		near, _ := v.Client.Prefix(64)
		return near.String()
	}
	return v.Client.String()
}
