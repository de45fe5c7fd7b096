// The one script of the report: sorts and filters its tables. Everything is readable without it; it makes no markup of text.

export const SCRIPT = `'use strict';
for (const table of document.querySelectorAll('table[data-sort]')) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const value = (row, i) => row.cells[i].dataset.v ?? row.cells[i].textContent.trim();
  heads.forEach((head, i) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const rows = [...body.rows].sort((a, b) => {
        const x = value(a, i), y = value(b, i);
        const order = x !== '' && y !== '' && !isNaN(x) && !isNaN(y) ? x - y : x.localeCompare(y);
        return down ? -order : order;
      });
      body.append(...rows);
    });
  });
  if (body.rows.length < 12) continue;
  const label = document.createElement('label'), input = document.createElement('input'), found = document.createElement('span');
  label.className = 'filter';
  input.type = 'search';
  found.setAttribute('role', 'status');
  label.append('Filter', input, found);
  table.closest('.scroll').before(label);
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const row of body.rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown++;
    }
    found.textContent = words.length === 0 ? '' : shown + ' of ' + body.rows.length;
  });
}
addEventListener('beforeprint', () => { for (const one of document.querySelectorAll('details')) one.open = true; });
function reveal() {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const folded = target?.closest('details');
  if (folded) { folded.open = true; target.scrollIntoView(); }
}
addEventListener('hashchange', reveal);
reveal();
`;
