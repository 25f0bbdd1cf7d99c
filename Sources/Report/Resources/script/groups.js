// Groups and pages.
function sumsOf(members) {
  const sums = { error: 0, warning: 0, note: 0 };
  for (const i of members) sums[severity(i)]++;
  return sums;
}

/** The members, with those of one cause as one entry, an array. */
function entriesOf(members) {
  const causes = new Map(), entries = [];
  for (const i of members) {
    const key = column.cause[i] < 0 ? '' : column.cause[i] + column.severity[i];
    if (!key) { entries.push(i); continue; }
    const own = causes.get(key);
    if (own) { own.push(i); continue; }
    causes.set(key, [i]);
    entries.push(causes.get(key));
  }
  return entries.map(entry => Array.isArray(entry) && entry.length < 2 ? entry[0] : entry);
}
const entryRow = entry => Array.isArray(entry) ? causeRow(entry) : row(entry);

function group(own) {
  const isNarrow = ['t', 'c', 'r', 'tb', 'fd', 'f'].some(name => asked[name]);
  // Kept with the group, as what was found is: opening a row changes nothing about them.
  const { key, members } = own, entries = own.entries ??= entriesOf(members), sums = own.sums ??= sumsOf(members);
  const first = printing ? entries.length : shown.get(key) ?? (isNarrow ? 25 : entries.length < 6 ? 5 : 3);
  const rule = asked.g === 'rule' ? lists.rules[key] : null;
  const rest = entries.length - first;
  return element('div', { class: 'grp' },
    element('h3', {}, rule ? [rule[1], element('span', { class: 'rid' }, rule[0])] : reporter(members[0]),
      element('span', { class: 'ct' }, severities.filter(kind => sums[kind]).map(kind => element('span', { class: 'cnt' }, mark(kind), count(kind, sums[kind]))))),
    rule && rule[2] && element('p', {}, rule[2]),
    entries.slice(0, first).map(entryRow),
    rest > 0 && element('p', { class: 'more' }, button(entries.length <= 200 ? say('showAll', { n: number(entries.length) }) : count('showMore', Math.min(membersAtOnce, rest)), () => {
      settle();
      shown.set(key, entries.length <= 200 ? entries.length : first + membersAtOnce);
      draw();
      focusOn(keyOf(entries[first]));
    })));
}
function groups(members) {
  const byKey = new Map();
  for (const i of members) {
    const key = asked.g === 'reporter' && isOfSurvey(i) ? -2 : column[asked.g][i];
    if (byKey.has(key)) byKey.get(key).push(i); else byKey.set(key, [i]);
  }
  const entries = [...byKey].map(([key, own]) => ({ key, members: own }));
  // The list of reporters is in the order of their names.
  return asked.g === 'reporter' ? entries.sort((a, b) => a.key - b.key) : entries;
}
function pager(pages) {
  if (pages < 2) return '';
  const step = by => () => { settle(); page += by; draw(); $('#issues').scrollIntoView(); $('#list .ih')?.focus({ preventScroll: true }); };
  return element('p', { class: 'pager' },
    button(say('previous'), step(-1), { disabled: page === 0 }),
    element('span', {}, say('page', { n: number(page + 1), of: number(pages) })),
    button(say('next'), step(1), { disabled: page >= pages - 1 }));
}

// What was found last is kept, since opening a row changes nothing about it.
let last = { key: null, members: [], groups: [] };
function members() {
  const key = JSON.stringify(asked);
  if (last.key !== key) {
    const own = found();
    last = { key, members: own, groups: asked.g ? groups(own) : [] };
  }
  return last.members;
}

function draw() {
  const all = members(), narrowed = [['tb', 'tables'], ['fd', 'fields'], ['f', 'returns']].filter(([key]) => asked[key])
    .map(([key, list]) => text(lists[list], place(lists[list], asked[key])) || asked[key]);
  $('#result').textContent = count('found', total, { n: number(all.length), all: number(total) }) + (narrowed.length ? ' (' + narrowed.join(', ') + ')' : '');
  for (const key in controls) { const control = $(controls[key]); if (control && control.value !== asked[key]) control.value = asked[key]; }
  for (const choice of document.querySelectorAll('[data-group]')) choice.setAttribute('aria-pressed', String(choice.dataset.group === asked.g));
  const entries = asked.g ? last.groups : all, size = asked.g ? groupsOnPage : rowsOnPage;
  const pages = Math.ceil(entries.length / size);
  page = Math.max(0, Math.min(page, pages - 1));
  const visible = printing ? entries : entries.slice(page * size, page * size + size);
  $('#list').replaceChildren(
    ...(all.length ? [] : [element('p', { class: 'none' }, say(total ? 'noneFits' : 'none'))]),
    ...(asked.g ? visible.map(group) : [element('div', { class: 'grp' }, visible.map(row))]),
    pager(pages));
  if (!wait) $('#list').removeAttribute('aria-busy');
}
/** The list as it is now, with the focus on the line that had it. */
function redraw() {
  const key = document.activeElement.closest('#list .iss')?.querySelector('.ih').dataset.key;
  draw();
  if (key) focusOn(key);
}
let wait = 0;
/** Nothing is waited for any more. */
function waitNoMore() { clearTimeout(wait); wait = 0; }
/** The list from its beginning, as it is asked for now. */
function start() { waitNoMore(); page = 0; openIssue = openCause = ''; shown.clear(); draw(); }
/** What is waited for, now: before anything is done with the list. */
function settle() { if (wait) { start(); writeHash(); } }
/** The list from its beginning when nothing else has been asked for so many milliseconds; until then it is out of date, and says so. */
function startSoon(milliseconds) {
  clearTimeout(wait);
  $('#list').setAttribute('aria-busy', 'true');
  wait = setTimeout(settle, milliseconds);
}
