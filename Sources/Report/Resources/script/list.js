// The list of issues: rows, what an opened one shows, groups and pages.
const rowsOnPage = 50, groupsOnPage = 25, membersAtOnce = 100;
let openIssue = '', openCause = '', page = 0, printing = false;
const shown = new Map();
const rowId = i => 'issue-' + column.fingerprint[i];
const causeKey = i => 'cause-' + column.cause[i] + '-' + severity(i);
/** What an entry of a group is opened by: an issue, or an array of those of one cause. */
const keyOf = entry => Array.isArray(entry) ? causeKey(entry[0]) : column.fingerprint[entry];

function pair(name, ...content) {
  return content.flat().some(part => part) ? [element('dt', {}, say(name)), element('dd', {}, ...content)] : [];
}

/** The cells around an issue's, as the sender sees them. */
function excerpt(i) {
  const found = excerpts.of[i];
  if (!found) return '';
  const [columns, ...rows] = found, own = split(column.cell[i]);
  const others = new Set((few.cells[i] || []).filter(([name]) => name === sheet(i)).flatMap(([, ...cells]) => cells));
  const style = (letters, row) => letters === own.letters && row === own.row ? 'hot ' + severity(i) : others.has(letters + row) && 'also';
  return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': say('around', { cell: address(i) }) }, element('table', { class: 'xl' },
    element('thead', {}, element('tr', {}, element('td'), columns.map(name => element('th', { scope: 'col', class: name === own.letters && 'at' }, name)))),
    element('tbody', {}, rows.map(([row, ...places]) => element('tr', { class: rows[0][0] === row && rows.length > 1 && rows[1][0] > row + 1 && 'gap' },
      element('th', { scope: 'row', class: row === own.row && 'at' }, String(row)),
      places.map((which, k) => element('td', { class: style(columns[k], row) }, typed(excerpts.texts[which] ?? ''))))))));
}

/** The single cells of an issue that stands for many: a click away, as many as the page has room for. */
function alikeOf(i) {
  if (!few.alike[i]) return [];
  const [all, ...told] = few.alike[i];
  const entry = ([cell, value, message]) => element('li', {}, cell && element('code', {}, cell), cell && ' ', message ? typed(message) : value && element('span', { class: 'typed' }, typed(value)));
  return pair('singles', element('details', { class: 'alike', open: printing }, element('summary', {}, count('single', all)), element('ul', {}, told.map(entry)),
    all > told.length && element('p', {}, count('singleMore', all - told.length))));
}

function decided(i) {
  const decision = few.decision[i];
  if (!decision) return [];
  const [action, value, reason, reviewer, agreedBy, date, expires] = decision;
  const signed = say('decidedBy', { date, reviewer }) + (agreedBy ? ', ' + say('agreedBy', { name: agreedBy }) : '') + (expires ? ', ' + say('until', { date: expires }) : '');
  return pair('decision', element('b', {}, action), value && [' ', element('span', { class: 'typed' }, typed(value))], element('br'), typed(reason), element('small', {}, signed));
}

function answered(i) {
  const answer = few.answer[i];
  if (!answer) return [];
  return pair('answer', element('b', {}, answer[0]), answer[0] && answer[1] && element('br'), typed(answer[1]));
}

/** The command that tells where the record's values come from. */
function trace(i) {
  if (!column.record[i]) return '';
  const name = lists.tables[column.table[i]]?.[0], field = lists.fields[column.field[i]]?.[0].split('.').slice(1).join('.');
  return ['canvass trace', data.survey, name, lists.returns[column.return[i]]?.[0], column.record[i], field].filter(Boolean).join(' ');
}

/** A link to where the values of the issue's row come from. */
function rowOf(i) {
  const id = lists.returns[column.return[i]]?.[0], table = lists.tables[column.table[i]]?.[0];
  return $('#lookup') && id && table ? element('a', { href: rowLink(id, table, column.record[i]) }, say('row.link')) : '';
}

function details(i) {
  const rule = lists.rules[column.rule[i]] || [];
  const why = rule[4]?.[lists.fields[column.field[i]]?.[0]] || rule[2];
  const record = column.record[i] ? say('record', { n: number(column.record[i]) }) : '';
  const value = column.value[i], suggestion = text(lists.suggestions, column.suggestion[i]), file = text(lists.returns, column.return[i]);
  const cells = (few.cells[i] || []).map(([name, ...rest]) => (name && name !== sheet(i) ? name + '!' : '') + rest.join(', ')).join('; ');
  const isSure = change(i) ? say(change(i) + 'Since') : column.change[i] === 's' && data.since ? say('known') : '';
  return element('div', { class: 'ib', id: rowId(i) + '-body' },
    element('div', {},
      element('p', { class: 'xlf' }, typed(file), sheet(i) && [' › ', typed(sheet(i))]),
      excerpt(i),
      element('dl', { class: 'dlst' },
        pair('cells', cells && typed(cells)),
        alikeOf(i), answered(i), decided(i), pair('draft', draftWords(i)))),
    element('div', {},
      element('dl', { class: 'dlst' },
        pair('seen', value ? element('span', { class: 'typed' }, typed(value)) : element('span', { class: 'z' }, say('empty'))),
        pair('expected', column.expected[i] >= 0 && typed(text(lists.expected, column.expected[i]))),
        pair('suggested', suggestion && element('ins', {}, typed(suggestion))),
        pair('question', text(lists.fields, column.field[i])),
        pair('table', [text(lists.tables, column.table[i]), record].filter(Boolean).join(', ')),
        pair('round', lists.rounds.length > 1 && text(lists.rounds, column.round[i])),
        pair('rule', rule[0], rule[3] && element('code', { class: 'sql' }, rule[3])),
        pair('why', why),
        pair('history', isSure),
        pair('link', element('a', { href: '#' + rowId(i) }, column.fingerprint[i])),
        pair('trace', trace(i) && [rowOf(i), element('code', { class: 'sql' }, trace(i))])),
      isLive(i) && actions([i], column.fingerprint[i])));
}

function stateWords(i) {
  const kind = change(i);
  return [drafts.has(column.fingerprint[i]) ? say('draft') : text(lists.states, column.state[i]),
    kind && isLive(i) && element('span', { class: 'tag ' + kind }, say(kind))];
}

/** A line that opens what it stands for: an issue by its fingerprint, or a cause. */
function line(key, id, isDead, head, body) {
  const isOpen = key === openIssue || key === openCause;
  return element('div', { class: 'iss' + (isDead ? ' dead' : ''), id },
    element('button', { type: 'button', class: 'ih', 'aria-expanded': String(isOpen), 'data-key': key, click: () => toggle(key) }, head),
    isOpen && body());
}

function row(i) {
  const kind = severity(i), suggestion = isLive(i) && text(lists.suggestions, column.suggestion[i]);
  return line(column.fingerprint[i], rowId(i), !isLive(i), [
    element('span', {}, mark(kind), element('span', { class: 'vh' }, say(kind))),
    element('span', { class: 'loc' },
      asked.g === 'reporter' ? '' : reporter(i) + ' ',
      lists.rounds.length > 1 && !asked.d ? element('span', { class: 'z' }, text(lists.rounds, column.round[i]) + ' ') : '',
      element('code', {}, typed(address(i) || text(lists.returns, column.return[i])))),
    element('span', { class: 'msg' }, typed(text(lists.messages, column.message[i])),
      suggestion && element('span', { class: 'sg' }, ' ' + say('suggestedShort') + ' ', typed(suggestion))),
    element('span', { class: 'stt' }, stateWords(i))], () => details(i));
}

/** Issues with one cause, as one line with their extent; the single ones follow when it is opened. */
function causeRow(found) {
  const members = found.map(i => [cellKey(i), i]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(pair => pair[1]);
  const i = members[0], key = causeKey(i), message = text(lists.messages, column.message[i]);
  const isSame = members.every(k => column.message[k] === column.message[i]), field = text(lists.fields, column.field[i]);
  const first = shown.get(key) ?? 25, rest = members.length - first;
  return line(key, key, members.every(k => !isLive(k)), [
    element('span', {}, mark(severity(i)), element('span', { class: 'vh' }, say(severity(i)))),
    element('span', { class: 'loc' },
      asked.g === 'reporter' ? '' : reporter(i) + ' ',
      lists.rounds.length > 1 && !asked.d ? element('span', { class: 'z' }, text(lists.rounds, column.round[i]) + ' ') : '',
      element('code', {}, typed(extent(members)))),
    element('span', { class: 'msg' }, element('b', {}, count('alike', members.length)), field ? ' ' + field + ': ' : ' ', typed(message), isSame ? '' : ' …'),
    element('span', { class: 'stt' }, element('span', { class: 'tag' }, say('oneCause')))],
  () => element('div', { class: 'members' },
    members.some(isLive) && actions(members.filter(isLive), key),
    members.slice(0, printing ? undefined : first).map(row),
    rest > 0 && !printing && element('p', { class: 'more' }, button(count('showMore', Math.min(membersAtOnce, rest)), () => {
      settle();
      shown.set(key, first + membersAtOnce);
      draw();
      focusOn(keyOf(members[first]));
    }))));
}

/** Puts the focus on a line, or on what a selector finds in it: what had it is gone with the list that was there before. */
function focusOn(key, selector) {
  const head = document.querySelector('[data-key="' + CSS.escape(key) + '"]') ?? $('#list .ih');
  const inside = selector && head?.parentElement.querySelector(selector);
  (inside || head)?.focus({ preventScroll: true });
}

function toggle(key) {
  settle();
  if (key.startsWith('cause-')) openCause = openCause === key ? '' : key;
  else openIssue = openIssue === key ? '' : key;
  draw();
  focusOn(key);
}
