// The page around the list: filters, the URL's hash, the theme, printing.
const controls = { t: '#find', s: '#by-severity', st: '#by-state', c: '#by-reporter', r: '#by-rule', d: '#by-round', tb: '#by-table', o: '#order' };

/** A part of an address as it was written; one that is none stays as it is. */
function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}
// The state in the URL's hash: replaced, not pushed, so that the way back leads to where one came from.
function readHash() {
  // The address is the newer of the two.
  if (wait) start();
  const query = /^#issues\?(.*)$/.exec(location.hash);
  const single = /^#issue-(.+)$/.exec(location.hash), row = /^#row-([0-9a-f]{1,12})-(.+)-(\d{1,9})$/.exec(location.hash);
  if (query) {
    const values = new URLSearchParams(query[1]);
    for (const key in blank) asked[key] = values.get(key) ?? (key === 'g' ? asked.g : blank[key]);
    if (!['rule', 'reporter', ''].includes(asked.g)) asked.g = 'rule';
    start();
    $('#issues').scrollIntoView();
  } else if (single) {
    const i = placeOf(decoded(single[1]));
    if (i < 0) { $('#result').textContent = say('noSuchIssue', { fingerprint: single[1] }); return; }
    Object.assign(asked, blank, { g: '', st: '' });
    openIssue = column.fingerprint[i];
    page = Math.floor(i / rowsOnPage);
    draw();
    document.getElementById(rowId(i))?.scrollIntoView({ block: 'center' });
    document.getElementById(rowId(i))?.querySelector('.ih').focus({ preventScroll: true });
  } else if (row && $('#lookup')) {
    const isThere = showRow(row[1], decoded(row[2]), Number(row[3]));
    $('#lineage').scrollIntoView();
    $(isThere ? '#trail-title' : '#lookup-row').focus({ preventScroll: true });
  }
}
function writeHash() {
  const values = new URLSearchParams();
  for (const key in blank) if (asked[key] !== blank[key]) values.set(key, asked[key]);
  history.replaceState(null, '', String(values) ? '#issues?' + values : '#issues');
}

for (const key in controls) {
  $(controls[key])?.addEventListener(key === 't' ? 'input' : 'change', event => {
    asked[key] = event.target.value;
    startSoon(key === 't' ? 120 : 0);
  });
}
$('#filters').addEventListener('submit', event => event.preventDefault());
$('#clear').addEventListener('click', () => { Object.assign(asked, blank, { g: asked.g }); writeHash(); start(); });
for (const choice of document.querySelectorAll('[data-group]')) {
  choice.addEventListener('click', () => { asked.g = choice.dataset.group; writeHash(); start(); });
}

// The run knows no day, so that the same returns give the same page; the reader's clock tells what ends soon. A decision holds to the end of its last
// day (UTC), and both days begin then.
const soonDays = 14, oneDay = 86400000;
for (const cell of document.querySelectorAll('[data-expires]')) {
  const days = Date.parse(cell.dataset.expires) / oneDay - Math.floor(Date.now() / oneDay);
  if (days > soonDays) continue;
  cell.classList.add('soon');
  cell.append(element('small', {}, days < 0 ? say('ended') : days === 0 ? say('endsToday') : count('endsIn', days)));
}

const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
const nameTheme = () => { $('#theme').textContent = say(isDark() ? 'light' : 'dark'); };
if (['light', 'dark'].includes(memory.get('canvass-theme'))) root.dataset.theme = memory.get('canvass-theme');
$('#theme').addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; memory.set('canvass-theme', root.dataset.theme); nameTheme(); });
$('#print').addEventListener('click', () => print());
// What is being filled in is not to be lost: with it the list is printed as it stands.
addEventListener('beforeprint', () => {
  if ($('#list form')) return;
  printing = members().length <= 500;
  redraw();
});
addEventListener('afterprint', () => {
  if (!printing) return;
  printing = false;
  redraw();
});
addEventListener('hashchange', readHash);
// The browser scrolls to the fragment itself when the page is loaded, so what the hash asks for comes after that.
addEventListener('load', readHash);
nameTheme();
showTray();
draw();
root.classList.add('live');
