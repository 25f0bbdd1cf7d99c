// The trails of the dataset's rows: they stand in the page as columns (see RowTrails.swift), and are read when they are first asked for.
let readTrails = null;
function trails() {
  if (readTrails) return readTrails;
  readTrails = JSON.parse($('#trails').textContent);
  for (const store of readTrails.stores) {
    store.blocks = store.blocks.map(([from, table, places, numbers, anchors, read, keys, keptOut]) =>
      ({ store, from, table, places, numbers, anchors, read, keys, keptOut, id: store.returns[from][0] }));
    store.byRow = grouped(store.blocks, block => block.id + ' ' + block.table);
  }
  return readTrails;
}
function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item), own = groups.get(key);
    if (own) own.push(item); else groups.set(key, [item]);
  }
  return groups;
}

/** `1-40,45` as numbers. */
function numbersIn(text) {
  const numbers = [];
  for (const range of text ? text.split(',') : []) {
    const [first, last = first] = range.split('-').map(Number);
    for (let n = first; n <= last; n++) numbers.push(n);
  }
  return numbers;
}
/** `5x3 -2 7` as 5, 5, 5, two places without a number, 7; what is missing at the end has none either. */
function runsIn(text) {
  const numbers = [];
  for (const token of text ? text.split(' ') : []) {
    const [n, times = 1] = token.split('x').map(Number);
    if (token[0] === '-') for (let k = n; k < 0; k++) numbers.push(-1);
    else for (let k = 0; k < times; k++) numbers.push(n);
  }
  return numbers;
}
/** `@3:6:2 1:0x12` as the cells at which records begin: text of the sheet, row, column. */
function anchorsIn(text) {
  const cells = [];
  for (const token of text.split(' ')) {
    const [cell, times = 1] = token.split('x'), [a, b, c] = cell.replace('@', '').split(':').map(Number);
    if (token[0] === '@') { cells.push([a, b, c]); continue; }
    for (let k = 0; k < times; k++) {
      const [sheet, row, column] = cells[cells.length - 1];
      cells.push([sheet, row + a, column + b]);
    }
  }
  return cells;
}
const once = (block, name, read) => block['$' + name] ??= read(block[name]);
const rowsOf = block => once(block, 'numbers', numbersIn);
const keysOf = (block, k) => block.keys.map((_, column) => block.store.texts[once(block, 'keys', all => all.map(runsIn))[column][k]] ?? '').filter(Boolean);
function lettersOf(column) {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + (rest - 1) % 26) + letters;
  return letters;
}
const columnOf = letters => split(letters + '1').column;

/** The block and the place in it of a row; null where the page does not carry its trail. */
function findRow(id, table, n) {
  for (const store of trails().stores) {
    for (const block of store.byRow.get(id + ' ' + table) || []) {
      const k = rowsOf(block).indexOf(n);
      if (k >= 0) return { block, k, n };
    }
  }
  return null;
}

/** A row with, for each of its fields, the cells, and what was typed where it is not published as typed. */
function trailOf({ block, k, n }) {
  const { store } = block, [id, file, reporter, round, state] = store.returns[block.from], [name, title, fields] = trails().tables[block.table];
  const [sheet, row, column] = once(block, 'anchors', anchorsIn)[k], places = new Map();
  for (const [field, where, letters, line] of store.places[block.places]) if (where === sheet) places.set(field, [letters, line]);
  const address = (r, c) => lettersOf(c) + r;
  const values = fields.map((field, number) => {
    if (!field) return null;
    const place = places.get(number), which = block.read[number] === undefined ? -1 : once(block, 'read', read => Object.fromEntries(
      Object.entries(read).map(([of, text]) => [of, runsIn(text)])))[number][k] ?? -1;
    // As docs/lineage.md tells: the field's column and row where it has them, else those of the record's first cell.
    const expected = place && [!place[1] ? row : /^[+-]/.test(place[1]) ? row + Number(place[1]) : Number(place[1]), place[0] ? columnOf(place[0]) : column];
    if (which < 0) return { name: field[0], title: field[1], cells: place ? [{ sheet: store.texts[sheet], cell: address(...expected) }] : [] };
    const [method, value, ...parts] = store.readings[which], cells = [];
    for (let i = 0; i < parts.length; i += 4) {
      const [typed, c = 0, r = 0, on = -1] = parts.slice(i, i + 4);
      cells.push({ typed: store.texts[typed], sheet: store.texts[on < 0 ? sheet : on], cell: address(r || expected[0], c || expected[1]) });
    }
    // Blank, in a table that stands elsewhere than the first.
    if (method < 0) return { name: field[0], title: field[1], cells };
    const [code, how, confidence] = store.methods[method];
    return { name: field[0], title: field[1], cells, value: store.texts[value], code, how, confidence };
  }).filter(Boolean);
  return { id, file, reporter, round, state, table: name, title, n, sheet: store.texts[sheet], cell: address(row, column), keys: keysOf(block, k),
    isKeptOut: once(block, 'keptOut', numbersIn).includes(n), values };
}
