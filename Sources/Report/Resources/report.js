'use strict';
// The page's only script: the list of issues with its filters, the theme, printing. The issues stand in the page as
// columns (see IssueColumns.swift); rows are made for what is on the screen only, so that 100,000 issues do not stall it.
(() => {
  const $ = selector => document.querySelector(selector);
  const data = JSON.parse($('#data').textContent);
  const { lists, issues: column, words } = data;
  const total = column.fingerprint.length;
  const severities = ['error', 'warning', 'note'];
  const shapes = { error: 'M6 .8 11.6 11H.4z', warning: 'M6 .6 11.4 6 6 11.4.6 6z' };
  const severity = i => column.severity[i] === 'e' ? 'error' : column.severity[i] === 'w' ? 'warning' : 'note';

  // Words and numbers.
  const number = n => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const say = (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const isOne = n => document.documentElement.lang === 'fr' ? n < 2 : n === 1;
  const count = (key, n, values = {}) => say(key + (isOne(n) ? '.one' : '.other'), { n: number(n), ...values });

  // Elements. Text enters the page as text only, never as markup.
  function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === false || value == null) continue;
      if (name === 'click') node.addEventListener('click', value);
      else node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.flat().filter(child => child != null && child !== false && child !== ''));
    return node;
  }
  const typed = text => element('bdi', {}, text);
  function mark(kind) {
    const space = 'http://www.w3.org/2000/svg';
    const picture = document.createElementNS(space, 'svg');
    const shape = document.createElementNS(space, kind === 'note' ? 'circle' : 'path');
    const attributes = kind === 'note' ? { cx: 6, cy: 6, r: 4.6 } : { d: shapes[kind] };
    for (const name in attributes) shape.setAttribute(name, attributes[name]);
    picture.setAttribute('class', 'mk ' + kind);
    picture.setAttribute('viewBox', '0 0 12 12');
    picture.setAttribute('aria-hidden', 'true');
    picture.append(shape);
    return picture;
  }

  // What is asked for: the names of the properties are those in the URL's hash.
  const blank = { t: '', s: '', c: '', r: '', d: '', tb: '', f: '', g: 'rule', o: '' };
  const asked = { ...blank };
  const controls = { t: '#find', s: '#by-severity', c: '#by-reporter', r: '#by-rule', d: '#by-round', o: '#order' };
  let open = -1, page = 0, printing = false;
  const shown = new Map();

  const place = (list, key) => list.findIndex(entry => (Array.isArray(entry) ? entry[0] : entry) === key);
  const text = (list, i) => { const entry = list[i]; return entry == null ? '' : Array.isArray(entry) ? entry[1] : entry; };
  const reporter = i => text(lists.reporters, column.reporter[i]) || say('nobody');
  const address = i => {
    const sheet = text(lists.sheets, column.sheet[i]);
    return sheet && column.cell[i] ? sheet + '!' + column.cell[i] : sheet || column.cell[i];
  };
  let haystack = null;
  function searchable(i) {
    haystack ??= column.fingerprint.map((fingerprint, k) => [
      fingerprint, (lists.rules[column.rule[k]] || []).slice(0, 2).join(' '), (lists.reporters[column.reporter[k]] || []).join(' '),
      text(lists.returns, column.return[k]), address(k), column.value[k], text(lists.messages, column.message[k]),
      text(lists.suggestions, column.suggestion[k]), text(lists.fields, column.field[k]),
    ].join('\n').toLowerCase());
    return haystack[i];
  }

  function found() {
    const wanted = [['c', 'reporter', 'reporters'], ['r', 'rule', 'rules'], ['d', 'round', 'rounds'], ['tb', 'table', 'tables'], ['f', 'return', 'returns']]
      .filter(([key]) => asked[key]).map(([key, name, list]) => [column[name], place(lists[list], asked[key])]);
    const needles = asked.t.toLowerCase().split(/\s+/).filter(Boolean);
    const result = [];
    for (let i = 0; i < total; i++) {
      if (asked.s && column.severity[i] !== asked.s[0]) continue;
      if (wanted.some(([values, value]) => values[i] !== value)) continue;
      if (needles.length && !needles.every(needle => searchable(i).includes(needle))) continue;
      result.push(i);
    }
    return asked.o ? result.sort(orders[asked.o] || (() => 0)) : result;
  }
  const rank = { e: 0, w: 1, n: 2 };
  const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
  const cellOrder = cell => { const parts = /^([A-Z]+)(\d+)/.exec(cell); return parts ? parts[1].padStart(4) + parts[2].padStart(9, '0') : ''; };
  const byPlace = (a, b) => column.sheet[a] - column.sheet[b] || compare(cellOrder(column.cell[a]), cellOrder(column.cell[b]));
  const byReporter = (a, b) => compare(reporter(a), reporter(b));
  const orders = {
    reporter: (a, b) => byReporter(a, b) || byPlace(a, b) || a - b,
    place: (a, b) => byPlace(a, b) || a - b,
    severity: (a, b) => rank[column.severity[a]] - rank[column.severity[b]] || a - b,
    value: (a, b) => compare(column.value[a], column.value[b]) || a - b,
  };

  // The state in the URL's hash: replaced, not pushed, so that the way back leads to where one came from.
  function readHash() {
    const query = /^#issues\?(.*)$/.exec(location.hash);
    const single = /^#issue-(.+)$/.exec(location.hash);
    if (query) {
      const values = new URLSearchParams(query[1]);
      for (const key in blank) asked[key] = values.get(key) ?? (key === 'g' ? asked.g : '');
      start();
      $('#issues').scrollIntoView();
    } else if (single) {
      const i = column.fingerprint.indexOf(decodeURIComponent(single[1]));
      if (i < 0) return;
      Object.assign(asked, blank, { g: '', o: '' });
      open = i;
      page = Math.floor(i / rowsOnPage);
      draw();
      document.getElementById(rowId(i))?.scrollIntoView({ block: 'center' });
      document.getElementById(rowId(i))?.querySelector('.ih').focus({ preventScroll: true });
    }
  }
  function writeHash() {
    const values = new URLSearchParams();
    for (const key in blank) if (asked[key] !== blank[key]) values.set(key, asked[key]);
    history.replaceState(null, '', String(values) ? '#issues?' + values : '#issues');
  }

  // Rows.
  const rowId = i => 'issue-' + column.fingerprint[i];
  function pair(name, ...content) {
    return content.some(part => part) ? [element('dt', {}, say(name)), element('dd', {}, ...content)] : [];
  }
  function details(i) {
    const rule = lists.rules[column.rule[i]] || [];
    const table = text(lists.tables, column.table[i]);
    const record = column.record[i] ? count('record', 1, { n: number(column.record[i]) }) : '';
    const value = column.value[i];
    return element('div', { class: 'ib' },
      element('dl', { class: 'dlst' },
        pair('seen', value ? element('span', { class: 'typed' }, typed(value)) : element('span', { class: 'z' }, say('empty'))),
        pair('expected', typed(text(lists.expected, column.expected[i]))),
        pair('suggested', text(lists.suggestions, column.suggestion[i]) && element('ins', {}, typed(text(lists.suggestions, column.suggestion[i])))),
        pair('question', text(lists.fields, column.field[i])),
        pair('table', [table, record].filter(Boolean).join(', '))),
      element('dl', { class: 'dlst' },
        pair('file', typed(text(lists.returns, column.return[i]))),
        pair('round', lists.rounds.length > 1 && text(lists.rounds, column.round[i])),
        pair('rule', rule[0], rule[3] && element('code', { class: 'sql' }, rule[3])),
        pair('why', rule[2]),
        pair('link', element('a', { href: '#' + rowId(i) }, column.fingerprint[i]))));
  }
  function row(i) {
    const isOpen = open === i, kind = severity(i), suggestion = text(lists.suggestions, column.suggestion[i]);
    const where = address(i), file = text(lists.returns, column.return[i]);
    const button = element('button', { type: 'button', class: 'ih', 'aria-expanded': String(isOpen), click: () => toggle(i) },
      element('span', {}, mark(kind), element('span', { class: 'vh' }, say(kind))),
      element('span', { class: 'loc' },
        asked.g === 'reporter' ? '' : reporter(i) + ' ',
        lists.rounds.length > 1 && !asked.d ? element('span', { class: 'z' }, text(lists.rounds, column.round[i]) + ' ') : '',
        element('code', {}, typed(where || file))),
      element('span', { class: 'msg' }, typed(text(lists.messages, column.message[i])),
        suggestion && element('span', { class: 'sg' }, ' ' + say('suggestedShort') + ' ', typed(suggestion))),
      element('span', { class: 'stt' }, text(lists.states, column.state[i])));
    return element('div', { class: 'iss', id: rowId(i) }, button, isOpen && details(i));
  }
  function toggle(i) {
    const before = open;
    open = open === i ? -1 : i;
    for (const k of [before, i]) if (k >= 0) document.getElementById(rowId(k))?.replaceWith(row(k));
    document.getElementById(rowId(i))?.querySelector('.ih').focus({ preventScroll: true });
  }

  // Groups and pages.
  const rowsOnPage = 50, groupsOnPage = 25;
  function counts(members) {
    const sums = { error: 0, warning: 0, note: 0 };
    for (const i of members) sums[severity(i)]++;
    return severities.filter(kind => sums[kind]).map(kind => element('span', { class: 'cnt' }, mark(kind), count(kind, sums[kind])));
  }
  function group(key, members) {
    const isNarrow = ['t', 'c', 'r', 'tb', 'f'].some(name => asked[name]);
    const first = printing ? members.length : shown.get(key) ?? (isNarrow ? 25 : members.length < 6 ? 5 : 3);
    const rule = asked.g === 'rule' ? lists.rules[key] : null;
    const rest = members.length - first;
    return element('div', { class: 'grp' },
      element('h3', {}, rule ? [rule[1], element('span', { class: 'rid' }, rule[0])] : text(lists.reporters, key) || say('nobody'),
        element('span', { class: 'ct' }, counts(members))),
      rule && rule[2] && element('p', {}, rule[2]),
      members.slice(0, first).map(row),
      rest > 0 && element('p', { class: 'more' }, element('button', {
        type: 'button', click: () => { shown.set(key, members.length <= 200 ? members.length : (first < 25 ? 0 : first) + 100); draw(); },
      }, members.length <= 200 ? say('showAll', { n: number(members.length) }) : count('showMore', Math.min(100, rest)))));
  }
  function groups(members) {
    const byKey = new Map();
    for (const i of members) {
      const key = column[asked.g][i];
      if (byKey.has(key)) byKey.get(key).push(i); else byKey.set(key, [i]);
    }
    const entries = [...byKey];
    return asked.g === 'reporter' ? entries.sort((a, b) => compare(text(lists.reporters, a[0]), text(lists.reporters, b[0]))) : entries;
  }
  function pager(pages) {
    if (pages < 2) return '';
    const step = by => () => { page += by; draw(); $('#issues').scrollIntoView(); };
    return element('p', { class: 'pager' },
      element('button', { type: 'button', disabled: page === 0, click: step(-1) }, say('previous')),
      element('span', {}, say('page', { n: number(page + 1), of: number(pages) })),
      element('button', { type: 'button', disabled: page >= pages - 1, click: step(1) }, say('next')));
  }
  function draw() {
    const members = found(), list = $('#list');
    const narrowed = [asked.tb && text(lists.tables, place(lists.tables, asked.tb)), asked.f && text(lists.returns, place(lists.returns, asked.f))].filter(Boolean).join(', ');
    $('#result').textContent = count('found', total, { n: number(members.length), all: number(total) }) + (narrowed ? ' (' + narrowed + ')' : '');
    for (const key in controls) { const control = $(controls[key]); if (control && control.value !== asked[key]) control.value = asked[key]; }
    for (const button of document.querySelectorAll('[data-group]')) button.setAttribute('aria-pressed', String(button.dataset.group === asked.g));
    const entries = asked.g ? groups(members) : members, size = asked.g ? groupsOnPage : rowsOnPage;
    const pages = Math.ceil(entries.length / size);
    page = Math.max(0, Math.min(page, pages - 1));
    const visible = printing ? entries : entries.slice(page * size, page * size + size);
    list.replaceChildren(
      ...(members.length ? [] : [element('p', { class: 'none' }, say(total ? 'noneFits' : 'none'))]),
      ...(asked.g ? visible.map(([key, own]) => group(key, own)) : [element('div', { class: 'grp' }, visible.map(row))]),
      pager(pages));
  }
  function start() { page = 0; open = -1; shown.clear(); draw(); }

  // Controls.
  let wait;
  for (const key in controls) {
    $(controls[key])?.addEventListener(key === 't' ? 'input' : 'change', event => {
      clearTimeout(wait);
      wait = setTimeout(() => { asked[key] = event.target.value; writeHash(); start(); }, key === 't' ? 120 : 0);
    });
  }
  $('#filters').addEventListener('submit', event => event.preventDefault());
  $('#clear').addEventListener('click', () => { Object.assign(asked, blank, { g: asked.g }); writeHash(); start(); });
  for (const button of document.querySelectorAll('[data-group]')) {
    button.addEventListener('click', () => { asked.g = button.dataset.group; writeHash(); start(); });
  }

  // Theme and print.
  const root = document.documentElement;
  const memory = {
    get: key => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private windows may forbid it */ } },
  };
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const nameTheme = () => { $('#theme').textContent = say(isDark() ? 'light' : 'dark'); };
  if (['light', 'dark'].includes(memory.get('canvass-theme'))) root.dataset.theme = memory.get('canvass-theme');
  $('#theme').addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; memory.set('canvass-theme', root.dataset.theme); nameTheme(); });
  $('#print').addEventListener('click', () => print());
  addEventListener('beforeprint', () => { printing = found().length <= 500; draw(); });
  addEventListener('afterprint', () => { printing = false; draw(); });
  addEventListener('hashchange', readHash);
  // The browser scrolls to the fragment itself when the page is loaded, so what the hash asks for comes after that.
  addEventListener('load', readHash);
  nameTheme();
  draw();
  root.classList.add('live');
})();
