#include "rfid/epc/hostname.h"

#include "codes/gs1/characters.h"
#include "rfid/epc/scheme.h"
#include "rfid/epc/text_coding.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace panier::rfid::epc {

namespace {

constexpr std::size_t maxLength = 63;
constexpr std::size_t bitsOfLength = 6;
constexpr std::size_t bitsOfSeptet = 7;

// Optimisation tables B1, B2 and B3 in the order of their second septet; the first is 0, 1, 2. In the standard's table
// B3 the rows of .org.cn and .net.cn begin with 0 as B1's do: taken for a slip, since B1's own rows stand there.
constexpr std::string_view tableB1 =
    ".ac.ad.ae.af.ag.ai.al.am.ao.aq.ar.as.at.au.aw.ax.az.ba.bb.bd.be.bf.bg.bh.bi.bj.bm.bn.bo.bq.br.bs"
    ".bt.bw.by.bz.ca.cc.cd.cf.cg.ch.ci.ck.cl.cm.cn.co.cr.cu.cv.cw.cx.cy.cz.de.dj.dk.dm.do.dz.ec.ee.eg"
    ".eh.er.es.et.eu.fi.fj.fk.fm.fo.fr.ga.gd.ge.gf.gg.gh.gi.gl.gm.gn.gp.gq.gr.gs.gt.gu.gw.gy.hk.hm.hn"
    ".hr.ht.hu.id.ie.il.im.in.io.iq.ir.is.it.je.jm.jo.jp.ke.kg.kh.ki.km.kn.kp.kr.kw.ky.kz.la.lb.lc.li";
constexpr std::string_view tableB2 =
    ".lk.lr.ls.lt.lu.lv.ly.ma.mc.md.me.mg.mh.mk.ml.mm.mn.mo.mp.mq.mr.ms.mt.mu.mv.mw.mx.my.mz.na.nc.ne"
    ".nf.ng.ni.nl.no.np.nr.nu.nz.om.pa.pe.pf.pg.ph.pk.pl.pm.pn.pr.ps.pt.pw.py.qa.re.ro.rs.ru.rw.sa.sb"
    ".sc.sd.se.sg.sh.si.sk.sl.sm.sn.sr.ss.st.su.sv.sx.sy.sz.tc.td.tf.tg.th.tj.tk.tl.tm.tn.to.tr.tt.tv"
    ".tw.tz.ua.ug.us.uy.uz.va.vc.ve.vg.vi.vn.vu.wf.ws.ye.yt.za.zm.zw";
constexpr std::array<std::string_view, 32> tableB3{
    ".com.au", ".net.au", ".org.au", ".co.at",  ".com.bd", ".co.bd",  ".com.br", ".net.br",
    ".co.nz",  ".com.ng", ".com.pk", ".co.in",  ".com.in", ".co.il",  ".co.jp",  ".co.za",
    ".co.kr",  ".com.es", ".com.lk", ".co.th",  ".co.tt",  ".com.tt", ".com.tr", ".biz.tr",
    ".com.ua", ".co.uk",  ".co.zm",  ".com.zm", ".com.cn", ".org.cn", ".net.cn", ".gov.cn"};
constexpr char firstOfPairs = 3; // septets up to this one begin a pair

struct Sequence {
    std::string septets; // one or two
    std::string_view text;
};

std::vector<Sequence> makeSequences() {
    std::vector<Sequence> all{{"\x1E", "qr."},  {"\x1F", "www."}, {"\x20", "id."},  {"\x5B", ".com"}, {"\x5C", ".org"},
                              {"\x5D", ".net"}, {"\x5E", ".int"}, {"\x60", ".edu"}, {"\x7B", ".gov"}, {"\x7C", ".mil"},
                              {"\x7D", ".biz"}, {"\x7E", ".eco"}, {"\x7F", ".med"}}; // of table A
    const auto pair = [&all](char first, std::size_t second, std::string_view text) {
        all.push_back({{first, static_cast<char>(second)}, text});
    };
    constexpr std::size_t length = 3; // of ".ac"
    for (std::size_t i = 0; i < tableB1.size() / length; ++i)
        pair(0, i, tableB1.substr(i * length, length));
    for (std::size_t i = 0; i < tableB2.size() / length; ++i)
        pair(1, i, tableB2.substr(i * length, length));
    for (std::size_t i = 0; i < tableB3.size(); ++i)
        pair(2, i, tableB3.at(i));
    pair(3, 0, ".tech"); // table B4
    return all;
}

const std::vector<Sequence> &sequences() {
    static const auto all = makeSequences();
    return all;
}

bool isHostLabel(std::string_view label) {
    const auto alphanumeric = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    return !label.empty() && alphanumeric(label.front()) && alphanumeric(label.back()) &&
           std::all_of(label.begin(), label.end(), [&](char c) { return c == '-' || alphanumeric(c); });
}

bool isHostName(std::string_view text) {
    if (text.size() > maxLength)
        return false;
    for (auto dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
        if (!isHostLabel(text.substr(0, dot)))
            return false;
        text.remove_prefix(dot + 1);
    }
    return isHostLabel(text);
}

// The fewest septets that spell `text`, found from its end.
std::string fewestSeptets(std::string_view text) {
    std::vector<std::string> best(text.size() + 1); // of the text from each place on
    for (std::size_t at = text.size(); at-- > 0;) {
        best[at] = text[at] + best[at + 1];
        for (const auto &sequence : sequences()) {
            if (text.substr(at, sequence.text.size()) != sequence.text)
                continue;
            auto spelt = sequence.septets + best[at + sequence.text.size()];
            if (spelt.size() < best[at].size())
                best[at] = std::move(spelt);
        }
    }
    return best[0];
}

base::Expected<std::string, EpcFailure> spell(std::string_view septets) {
    std::string text;
    while (!septets.empty()) {
        const auto length = septets[0] <= firstOfPairs ? std::size_t{2} : std::size_t{1};
        const auto head = septets.substr(0, length);
        const auto found = std::find_if(sequences().begin(), sequences().end(),
                                        [head](const Sequence &sequence) { return sequence.septets == head; });
        if (found == sequences().end() && (length == 2 || !codes::isSet82(head[0])))
            return base::fail(EpcError::BadHostname, "a reserved sequence in the host's name");
        text += found == sequences().end() ? head : found->text;
        septets.remove_prefix(head.size());
    }
    return text;
}

} // namespace

base::Expected<Hostname, EpcFailure> Hostname::fromText(std::string_view text) {
    if (!isHostName(text))
        return base::fail(EpcError::BadHostname, "not the name of a host, or longer than 63 characters");
    Hostname host;
    host.m_text = text;
    host.m_septets = fewestSeptets(text);
    BitWriter code40;
    if (canSpell(TextCoding::UrnCode40, text)) {
        putUrnCode40(code40, text);
        if (code40.size() < host.m_septets.size() * bitsOfSeptet)
            host.m_septets.clear();
    }
    return host;
}

base::Expected<Hostname, EpcFailure> Hostname::take(BitReader &bits) {
    const bool inSeptets = bits.take(1) != 0;
    const auto length = bits.take(bitsOfLength);
    if (!bits.ok())
        return base::fail(EpcError::WrongLength, "cut short");
    Hostname host;
    for (std::size_t i = 0; inSeptets && i < length; ++i)
        host.m_septets += static_cast<char>(bits.take(bitsOfSeptet));
    auto text = inSeptets ? spell(host.m_septets) : takeUrnCode40(bits, length);
    if (!bits.ok())
        return base::fail(EpcError::WrongLength, "cut short");
    if (!text)
        return base::fail(EpcError::BadHostname, text.error().text);
    if (!isHostName(*text))
        return base::fail(EpcError::BadHostname, "not the name of a host, or longer than 63 characters");
    host.m_text = std::move(*text);
    return host;
}

void Hostname::put(BitWriter &bits) const {
    const bool inSeptets = !m_septets.empty();
    bits.put(inSeptets ? 1 : 0, 1);
    bits.put(inSeptets ? m_septets.size() : m_text.size(), bitsOfLength);
    if (!inSeptets)
        putUrnCode40(bits, m_text);
    for (const char septet : m_septets)
        bits.put(static_cast<std::uint64_t>(septet), bitsOfSeptet);
}

} // namespace panier::rfid::epc
