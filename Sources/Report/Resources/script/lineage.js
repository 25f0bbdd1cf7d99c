// The look-up of a row of the dataset: by its return and record, as the dataset's line has them, or by the words of its reporter and key.
const mostRows = 20;
const nameOf = code => trails().reporters[code] ?? code;
const rowLink = (id, table, n) => '#row-' + id + '-' + table + '-' + n;
const traceOf = (table, id, n) => ['canvass trace', data.survey, table || '…', id || '…', n ?? '…'].join(' ');

/** The issues of a row, by field; those of no field under none. */
function issuesOf(id, table, n) {
  const from = place(lists.returns, id), of = place(lists.tables, table), own = [];
  if (from >= 0 && of >= 0) for (let i = 0; i < total; i++) if (column.record[i] === n && column.return[i] === from && column.table[i] === of) own.push(i);
  return grouped(own, i => (lists.fields[column.field[i]] || [''])[0].split('.').slice(1).join('.'));
}
const issueLinks = issues => (issues || []).map(i => [' ', element('a', { class: 'il', href: '#' + rowId(i), title: text(lists.messages, column.message[i]) },
  mark(severity(i)), element('span', { class: 'vh' }, say(severity(i))), (lists.rules[column.rule[i]] || [])[1])]);

function valueRow(value, sheetName, issues) {
  const cells = value.cells.map(({ sheet, cell }) => element('div', {}, element('code', {}, typed((sheet === sheetName ? '' : sheet + '!') + cell))));
  const head = element('th', { scope: 'row' }, typed(value.title), issueLinks(issues));
  if (!value.code) return element('tr', { 'data-field': value.name }, head, element('td', {}, cells), element('td', { colspan: '3', class: 'z' }, say('row.asTyped')));
  return element('tr', { 'data-field': value.name, 'data-method': value.code, class: 'read' }, head, element('td', {}, cells),
    element('td', {}, value.cells.map(part => element('div', {}, element('span', { class: 'typed' }, typed(part.typed ?? ''))))),
    element('td', {}, value.value ? element('ins', {}, typed(value.value)) : element('span', { class: 'z' }, say('row.noValue'))),
    element('td', { 'data-confidence': value.confidence }, value.how, value.confidence !== '0' && element('small', {}, say('row.confidence', { n: value.confidence }))));
}

/** What is told of a row. */
function drawRow(found) {
  const row = trailOf(found), issues = issuesOf(row.id, row.table, row.n);
  const told = row.values.filter(value => value.cells.length), missing = row.values.filter(value => !value.cells.length);
  const heading = element('h3', { id: 'trail-title', tabindex: '-1' }, typed(row.title), ', ' + say('record', { n: number(row.n) }),
    element('span', { class: 'rid' }, [nameOf(row.reporter) || say('nobody'), row.round, ...row.keys].flatMap((part, i) => [i ? ' · ' : ' ', typed(part)])));
  // Private fields have no line of their own here: their issues say what is to be said.
  const known = new Set(['', ...row.values.map(value => value.name)]), others = [...issues].flatMap(([field, own]) => known.has(field) ? [] : own);
  const names = ['row.question', 'row.cell', 'row.typed', 'row.published', 'row.how'];
  $('#trail').replaceChildren(heading,
    element('dl', { class: 'dlst' },
      pair('file', typed(row.file)), pair('row.sheet', typed(row.sheet)), pair('row.first', element('code', {}, row.cell)),
      pair('state', say(row.state === 'held' ? 'row.held' : row.isKeptOut ? 'row.keptOut' : 'row.inDataset'), issueLinks(issues.get(''))),
      others.length && pair('row.others', issueLinks(others)) || '',
      pair('trace', element('code', { class: 'sql' }, traceOf(row.table, row.id, row.n)))),
    element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-labelledby': 'trail-title' }, element('table', { class: 'trl', 'data-row': row.id + ' ' + row.table + ' ' + row.n },
      element('thead', {}, element('tr', {}, names.map(name => element('th', { scope: 'col' }, say(name))))),
      element('tbody', {}, told.map(value => valueRow(value, row.sheet, issues.get(value.name)))))),
    missing.length && element('p', { class: 'h3n' }, say('row.notFound') + ' ', missing.flatMap((value, i) => [i ? ', ' : '', typed(value.title), ...issueLinks(issues.get(value.name)).flat()]), '.') || '');
  $('#lookup-said').textContent = count('row.fields', told.length) + ', ' + count('row.readOtherwise', told.filter(value => value.code).length) + '.';
}

/** Says why the page cannot tell of a row, with the command that can where it may be there. */
function sayInstead(words, command) {
  $('#trail').replaceChildren();
  $('#lookup-said').replaceChildren(words, ...(command ? [' ', element('code', {}, command)] : []));
}
function absent(id, table, n) {
  const { gone, isGoneWhole, whole } = trails();
  if (id in gone) return sayInstead(say('row.gone', { file: gone[id] }), traceOf(table, id, n));
  if (whole && isGoneWhole) return sayInstead(say('row.none'));
  return sayInstead(say('row.noRoom'), traceOf(table, id, n));
}

/** The ids of all returns that the page knows of. */
const knownIDs = () => [...new Set([...trails().stores.flatMap(store => store.returns.map(([id]) => id)), ...Object.keys(trails().gone)])];

/** Shows a row; what the address says is what is shown, but for a table that there is not: a command is only made of what the survey has. */
function showRow(id, wanted, n) {
  if (!$('#lookup')) return false;
  const of = trails().tables.findIndex(([name]) => name === wanted), table = of < 0 ? '' : wanted;
  const fitting = knownIDs().filter(own => own.startsWith(id)), own = fitting.length === 1 ? fitting[0] : id;
  $('#lookup-row').value = own + ' ' + n;
  if ($('#lookup-table')) $('#lookup-table').value = table;
  const found = findRow(own, of, n);
  if (found) drawRow(found); else absent(own, table, n);
  return Boolean(found);
}

/** What was typed or pasted, as far as it names a return and a record: `055e1db46bfc 1`, `practices 055e1d 1`, or a whole line of the dataset. */
function named(tokens) {
  const ids = knownIDs(), names = trails().tables.map(([name]) => name);
  for (let at = tokens.length - 1; at >= 0; at--) {
    if (!/^[0-9a-f]{6,12}$/.test(tokens[at])) continue;
    const fitting = ids.filter(id => id.startsWith(tokens[at]));
    if (fitting.length !== 1 && tokens[at].length < 12) continue;
    const rest = tokens.slice(at + 1), table = [rest[0], tokens[at - 1]].find(token => names.includes(token));
    const n = rest.find(token => /^\d+$/.test(token));
    if (n) return { id: fitting[0] ?? tokens[at], table, n: Number(n) };
  }
  return null;
}

/** The rows of which a return's or a record's words hold all that was asked for, and whether there are more. */
function search(words, wantedTable) {
  const found = [], seen = new Set();
  for (const store of trails().stores) {
    for (const block of store.blocks) {
      const [name, title] = trails().tables[block.table], [id, file, reporter, round] = store.returns[block.from];
      if (wantedTable && name !== wantedTable) continue;
      const about = [id, file, reporter, nameOf(reporter), round, name, title].join('\n').toLowerCase(), exact = [reporter.toLowerCase(), round.toLowerCase()];
      // A short word is the whole of a code; else everything would fit.
      const open = words.filter(word => !(exact.includes(word) || (word.length > 2 && about.includes(word))));
      for (const [k, n] of rowsOf(block).entries()) {
        const key = open.length ? keysOf(block, k).join('\n').toLowerCase() : '';
        if (!open.every(word => word === String(n) || (word.length > 1 && key.includes(word)))) continue;
        if (seen.has(rowLink(id, name, n))) continue;
        if (found.length === mostRows) return { found, isMore: true };
        seen.add(rowLink(id, name, n));
        found.push({ block, k, n });
      }
    }
  }
  return { found, isMore: false };
}

function drawFound({ found, isMore }) {
  $('#lookup-said').textContent = isMore ? say('row.tooMany', { n: number(mostRows) }) : count('row.found', found.length);
  $('#trail').replaceChildren(element('ul', { class: 'rows' }, found.map(({ block, k, n }) => {
    const [id, , reporter, round] = block.store.returns[block.from], [name, title] = trails().tables[block.table];
    return element('li', {}, element('a', { href: rowLink(id, name, n) }, typed(title), ', ' + say('record', { n: number(n) })),
      ' ', [nameOf(reporter), round, ...keysOf(block, k)].filter(Boolean).flatMap((part, i) => [i ? ' · ' : '', typed(part)]));
  })));
}

/** Goes to a row, whose address can be handed on. */
function goToRow(id, table, n) {
  settle();
  history.replaceState(null, '', rowLink(id, table, n));
  if (showRow(id, table, n)) $('#trail-title').focus({ preventScroll: true });
}

function lookUp() {
  const query = $('#lookup-row').value.trim(), wanted = $('#lookup-table')?.value || '';
  const tokens = query.replace(/^#?row-([0-9a-f]+)-(.+)-(\d+)$/, '$2 $1 $3').split(/[\s,;"]+/).filter(Boolean), row = named(tokens.map(token => /^[0-9A-F]+$/.test(token) ? token.toLowerCase() : token));
  if (!query) return sayInstead('');
  if (row) {
    const table = row.table || wanted, all = trails().tables.map(([name], of) => [name, findRow(row.id, of, row.n)]).filter(([name, found]) => found && (!table || name === table));
    if (all.length > 1) return drawFound({ found: all.map(pair => pair[1]), isMore: false });
    if (all.length === 1) return goToRow(row.id, all[0][0], row.n);
    return absent(row.id, table, row.n);
  }
  const result = search(query.toLowerCase().split(/[\s,;"]+/).filter(Boolean), wanted);
  if (result.found.length > 1) return drawFound(result);
  if (!result.found.length) return trails().whole ? sayInstead(say('row.noMatch')) : sayInstead(say('row.noMatchHere'));
  const { block, n } = result.found[0];
  return goToRow(block.id, trails().tables[block.table][0], n);
}
$('#lookup')?.addEventListener('submit', event => { event.preventDefault(); lookUp(); });
