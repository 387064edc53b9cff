// What the tests ask of a page. It is evaluated inside of it, beside its policy.
(() => {
  const name = (e) => {
    const words = (e.getAttribute("aria-label") || e.innerText || e.value || e.name || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + (e.className && e.className.baseVal === undefined ? "." + e.className.replace(/\s+/g, ".") : "") + (words ? " " + JSON.stringify(words) : "");
  };
  const isShown = (e) => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && e.getClientRects().length > 0;
  const isOnlyHeard = (e) => { // it has a box of one pixel, or stands outside of the window
    for (; e && e !== document.body; e = e.parentElement) {
      const s = getComputedStyle(e);
      if (s.position === "absolute" && (s.clipPath !== "none" || e.getBoundingClientRect().right < 0)) return true;
    }
    return false;
  };

  // What sticks out of the window to the side, so that one has to scroll.
  const sticksOut = () => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth + 2) return []; // two pixels are the space behind a last letter
    const scrolls = (e) => e && e !== root && e !== document.body && (["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
    const out = [...document.body.querySelectorAll("*")].filter((e) => isShown(e) && !isOnlyHeard(e) && !e.ownerSVGElement && e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e.parentElement));
    return out.filter((e) => !out.some((o) => o !== e && e.contains(o))).map((e) => "sticks out: " + name(e)).concat(out.length ? [] : ["the page is too wide by " + (root.scrollWidth - root.clientWidth)]);
  };

  // Text that is cut, because its box is smaller.
  const isCut = () => [...document.body.querySelectorAll("*")].filter((e) => {
    if (!isShown(e) || isOnlyHeard(e) || e.closest("svg")) return false;
    const s = getComputedStyle(e);
    return s.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1 || s.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 1;
  }).map((e) => "is cut: " + name(e));

  // Everything that a keyboard must reach, in the order of reading; of a group of
  // radio buttons the one that is chosen.
  const controls = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((e) => {
    if (!isShown(e) && !e.matches(".skip") || e.disabled || e.tabIndex < 0) return false;
    if (e.type !== "radio") return true;
    const group = [...document.getElementsByName(e.name)].filter((o) => o.form === e.form);
    return (group.find((o) => o.checked) || group[0]) === e;
  });

  // Listens to what gets the focus, and notes what one would not see.
  const listen = () => {
    window.laurel.reached = [];
    window.laurel.unseen = [];
    document.addEventListener("focusin", (event) => {
      const e = event.target, s = getComputedStyle(e);
      window.laurel.reached.push(e);
      if (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2) window.laurel.unseen.push(name(e));
    });
    return controls().length;
  };

  // What the keyboard did not reach, and what it reached against the order.
  const missed = () => {
    const want = controls(), got = window.laurel.reached.filter((e) => want.includes(e));
    const out = want.filter((e) => !got.includes(e)).map((e) => "not reached: " + name(e));
    want.filter((e) => got.includes(e)).forEach((e, i) => { if (got[i] !== e && out.length === 0) out.push("out of order: " + name(e) + " after " + name(got[Math.max(0, i - 1)])); });
    return out.concat(window.laurel.unseen.map((n) => "no ring: " + n));
  };

  // What stays where it is when one scrolls, and might hide what has the focus.
  const stays = () => [...document.body.querySelectorAll("*")].filter((e) => isShown(e) && ["fixed", "sticky"].includes(getComputedStyle(e).position)).map(name);

  // What does not fit into the window: as it is, and with the spacing that readers may
  // choose (WCAG 1.4.12).
  const fits = () => {
    const found = sticksOut().concat(isCut());
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [sheet];
    const spaced = sticksOut().concat(isCut()).filter((f) => !found.includes(f)).map((f) => "with more space between letters " + f);
    document.adoptedStyleSheets = [];
    return found.concat(spaced);
  };

  // What belongs to keys stands there only with script.
  const says = () => {
    const own = [...document.querySelectorAll("[data-script]")], were = own.map((e) => e.hidden);
    own.forEach((e) => { e.hidden = true; });
    const text = document.querySelector("main").innerText;
    own.forEach((e, i) => { e.hidden = were[i]; });
    return text;
  };

  // What axe-core finds.
  const axed = async () => {
    const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]});
    return found.violations.flatMap((v) => v.nodes.map((n) => v.impact + " " + v.id + ": " + n.target.join(" ") + " " + n.failureSummary.replace(/\s+/g, " ")));
  };

  window.laurel = {fits, listen, missed, stays, says, axed};
  return true;
})()
