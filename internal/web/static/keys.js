// Keys of the desk. They work only while the focus is in the list of cases, so that a
// letter that is typed or dictated elsewhere does nothing (WCAG 2.1.4). The page works
// without them, and shows what belongs to them only where this runs.
"use strict";
(() => {
  const list = document.getElementById("case"), help = document.getElementById("keys");
  if (!list || !help) return;
  const rows = [...list.tBodies[0].rows];
  const link = (row) => row.querySelector("th a");
  const box = (row) => row.querySelector("input[type=checkbox]");
  const go = (row) => row && link(row).focus();
  const take = (row) => {
    const button = list.closest("form").querySelector("button[value=take]");
    if (!button) return;
    if (!rows.some((each) => box(each).checked)) box(row).checked = true;
    button.click();
  };
  const search = () => {
    const field = document.getElementById("search");
    if (field) field.focus();
  };
  const keys = {
    j: (row) => go(rows[rows.indexOf(row) + 1]),
    k: (row) => go(rows[rows.indexOf(row) - 1]),
    x: (row) => { box(row).checked = !box(row).checked; },
    o: (row) => link(row).click(),
    Enter: (row) => link(row).click(),
    c: take,
    "/": search,
    "?": () => help.showModal(),
  };
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr"), does = keys[event.key];
    if (!row || !does || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    does(row);
  });
  document.getElementById("to-list").addEventListener("click", () => go(rows[0]));
  document.getElementById("show-keys").addEventListener("click", () => help.showModal());
  document.getElementById("for-keys").hidden = false;
})();
