// The issues: what each has, and which of them are asked for.
const total = column.fingerprint.length;
const severity = i => column.severity[i] === 'e' ? 'error' : column.severity[i] === 'w' ? 'warning' : 'note';
const place = (list, key) => list.findIndex(entry => (Array.isArray(entry) ? entry[0] : entry) === key);
const text = (list, i) => { const entry = list[i]; return entry == null ? '' : Array.isArray(entry) ? entry[1] : entry; };
// What is told of the survey as a whole belongs to no return, and has no sender.
const isOfSurvey = i => column.reporter[i] < 0 && column.return[i] < 0;
const reporter = i => isOfSurvey(i) ? say('survey') : text(lists.reporters, column.reporter[i]) || say('nobody');
const sheet = i => text(lists.sheets, column.sheet[i]);
const address = i => sheet(i) && column.cell[i] ? sheet(i) + '!' + column.cell[i] : sheet(i) || column.cell[i];
const state = i => lists.states[column.state[i]][0];
const isLive = i => state(i) === 'open' || state(i) === 'asked';
const change = i => ({ n: 'new', r: 'reopened' })[column.change[i]];

// What is asked for; the names of the properties are those in the URL's hash.
const blank = { t: '', s: '', st: 'live', c: '', r: '', d: '', tb: '', fd: '', f: '', g: 'rule', o: '' };
const asked = { ...blank };

let haystack = null;
function searchable(i) {
  haystack ??= column.fingerprint.map((fingerprint, k) => [
    fingerprint, (lists.rules[column.rule[k]] || []).slice(0, 2).join(' '), (lists.reporters[column.reporter[k]] || []).join(' '),
    text(lists.returns, column.return[k]), address(k), column.value[k], text(lists.messages, column.message[k]),
    text(lists.suggestions, column.suggestion[k]), (lists.fields[column.field[k]] || []).join(' '),
  ].join('\n').toLowerCase());
  return haystack[i];
}

/** The state that an issue must be in, as a test of its place. */
function stateTest(wanted) {
  if (!wanted) return null;
  if (wanted === 'new' || wanted === 'reopened') return i => column.change[i] === wanted[0];
  if (wanted === 'answered') return i => i in few.answer;
  if (wanted === 'unanswered') return i => state(i) === 'asked' && !(i in few.answer);
  const fitting = lists.states.map(([name]) =>
    name === wanted || (wanted === 'live' && (name === 'open' || name === 'asked')) || (wanted === 'settled' && name !== 'open' && name !== 'asked'));
  return fitting.every(Boolean) ? null : i => fitting[column.state[i]];
}

function found() {
  const wanted = [['c', 'reporter', 'reporters'], ['r', 'rule', 'rules'], ['d', 'round', 'rounds'], ['tb', 'table', 'tables'], ['fd', 'field', 'fields'],
    ['f', 'return', 'returns']].filter(([key]) => asked[key]).map(([key, name, list]) => [column[name], place(lists[list], asked[key])]);
  // Who is in no list has no issue: an issue without reporter, table or round, whose place is -1 too, is not theirs.
  if (wanted.some(([, value]) => value < 0)) return [];
  const needles = asked.t.toLowerCase().split(/\s+/).filter(Boolean);
  const isInState = stateTest(asked.st);
  const result = [];
  for (let i = 0; i < total; i++) {
    if (asked.s && column.severity[i] !== asked.s[0]) continue;
    if (isInState && !isInState(i)) continue;
    if (wanted.some(([values, value]) => values[i] !== value)) continue;
    if (needles.length && !needles.every(needle => searchable(i).includes(needle))) continue;
    result.push(i);
  }
  return asked.o ? sorted(result) : result;
}

// Orders. Each issue's rank is made once and kept, since a comparison of 100,000 is made two million times.
const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
function split(cell) {
  const parts = /^([A-Z]+)(\d+)$/.exec(cell);
  if (!parts) return null;
  let index = 0;
  for (const letter of parts[1]) index = index * 26 + letter.charCodeAt(0) - 64;
  return { letters: parts[1], column: index, row: Number(parts[2]) };
}
/** A cell's place in its sheet as one number: rows first, and no cell before all. */
function cellKey(i) {
  const cell = split(column.cell[i]);
  return cell ? cell.row * 16384 + cell.column : 0;
}
/** The rank of each text among all of them in their order. */
function ranks(texts) {
  const order = new Map([...new Set(texts)].sort(compare).map((text, rank) => [text, rank]));
  return texts.map(text => order.get(text));
}
const all = textOf => Array.from({ length: total }, (_, i) => textOf(i));
/** The rank of each value as typed: nothing, then numbers by their size, then texts. */
function valueRanks() {
  const isNumber = text => /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
  const values = [...new Set(column.value)].map(text => [text, text === '' ? 0 : isNumber(text) ? 1 : 2, Number(text)]);
  values.sort((a, b) => a[1] - b[1] || (a[1] === 1 && a[2] - b[2]) || compare(a[0], b[0]));
  const order = new Map(values.map(([text], rank) => [text, rank]));
  return column.value.map(text => order.get(text));
}
const keys = {
  // The list of reporters is in the order of their names, as everywhere on the page.
  reporter: () => column.reporter,
  place: () => {
    const sheets = ranks(all(i => String(column.return[i] + 1).padStart(7, '0') + sheet(i)));
    return sheets.map((rank, i) => rank * 2 ** 35 + cellKey(i));
  },
  value: valueRanks,
};
const kept = {};
function sorted(members) {
  if (!keys[asked.o]) return members;
  const key = kept[asked.o] ??= keys[asked.o]();
  const second = asked.o === 'reporter' ? kept.place ??= keys.place() : key;
  return members.sort((a, b) => key[a] - key[b] || second[a] - second[b] || a - b);
}

/** The smallest rectangle around the cells of issues, such as `Practices!Q6:Q40`. */
function extent(members) {
  const cells = members.map(i => split(column.cell[i])).filter(Boolean);
  const by = (list, key) => list.reduce((a, b) => key(b) < key(a) ? b : a);
  const corner = (columnOf, rowOf) => by(cells, columnOf).letters + by(cells, rowOf).row;
  const first = corner(cell => cell.column, cell => cell.row), last = corner(cell => -cell.column, cell => -cell.row);
  return (sheet(members[0]) ? sheet(members[0]) + '!' : '') + (first === last ? first : first + ':' + last);
}
