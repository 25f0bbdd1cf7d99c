// Decisions in the making. Nothing here is in force: the lines are copied or downloaded for `canvass decide <survey> --from FILE`.
const storage = 'canvass-drafts-' + data.survey;
const lineNames = ['fingerprint', 'action', 'seen', 'value', 'reason', 'reviewer', 'agreed_by', 'date', 'expires'];
const signature = { reviewer: '', agreedBy: '' };
/** Those on issues of this page. */
const drafts = new Map();
/** All that are kept, by fingerprint: another run's report may have issues that this one lacks. */
let everyDraft = new Map();
/** Whether the browser has kept what this page wrote last. */
let isKept = true;

let places = null;
function placeOf(fingerprint) {
  places ??= new Map(column.fingerprint.map((own, i) => [own, i]));
  return places.get(fingerprint) ?? -1;
}

/** Takes what the browser keeps, which other tabs change too; where it keeps nothing, what this page holds stays. */
function readDrafts() {
  try {
    const kept = isKept && JSON.parse(memory.get(storage));
    if (!kept) return;
    const all = new Map(kept.drafts);
    Object.assign(signature, { reviewer: String(kept.reviewer || ''), agreedBy: String(kept.agreedBy || '') });
    everyDraft = all;
    drafts.clear();
    for (const [fingerprint, draft] of all) if (placeOf(fingerprint) >= 0) drafts.set(fingerprint, draft);
  } catch { /* what another version left is of no use */ }
}
readDrafts();

/** Changes drafts or signature as they are now, and not as this page knew them. */
function changeDrafts(edit) {
  readDrafts();
  edit();
  isKept = memory.set(storage, JSON.stringify({ ...signature, drafts: [...everyDraft] }));
  showTray();
}
function setDraft(fingerprint, draft) { for (const map of [everyDraft, drafts]) map.set(fingerprint, draft); }
function removeDraft(fingerprint) { for (const map of [everyDraft, drafts]) map.delete(fingerprint); }

/** The value as typed, which a decision names; null where it is too long to stand in the page. */
const rawValue = i => i in few.raw ? few.raw[i] : column.value[i];

/** All that a decision names of what its reviewer saw, also what was typed in other cells; null where that is too long to stand in the page. */
const seenBy = i => i in few.seen ? few.seen[i] : rawValue(i);

/** Whether something can be decided about an issue: not about what is said of decisions, nor about figures. As DecisionDesk in Swift. */
const isDecidable = i => !/^(decision|figure)\./.test(lists.rules[column.rule[i]]?.[0] ?? '');

/** What the reason of a decision is: that of an `ask` stands in letter and workbook, where these ask about the issue. */
function reasonName(members, action) {
  if (action !== 'ask') return say('reason');
  const unsent = members.filter(i => column.audience[i] === 'o').length;
  return unsent === 0 ? say('askedReason') : unsent < members.length ? say('reason') : say('unsentReason');
}

/** Whether an issue is about one answer, in the place of which a decision can put another. */
const isOfAnswer = i => column.field[i] >= 0 && column.record[i] > 0;

/** The codes or values that are suggested, each with what it is called. Canvass tells those that are more than the suggestion's own text. */
function choices(i) {
  const suggestion = text(lists.suggestions, column.suggestion[i]);
  if (!suggestion || !isOfAnswer(i)) return [];
  return suggested[column.field[i] + '.' + column.suggestion[i]] ?? [[suggestion, suggestion]];
}

/** What can be accepted of several issues at once: the choices that all of them have, or none where each has one of its own; null where the choice
 * has to be made issue by issue. */
function choicesOfAll(members) {
  const known = new Map();
  // Many issues share a suggestion.
  for (const i of members) known.set([isOfAnswer(i), column.field[i], column.suggestion[i]].join('.'), i);
  const all = [...known.values()].map(choices), texts = all.map(own => JSON.stringify([...own].sort()));
  if (all.every(own => own.length > 0) && texts.every(own => own === texts[0])) return all[0];
  return all.every(own => own.length === 1) ? [] : null;
}

function draftWords(i) {
  const draft = drafts.get(column.fingerprint[i]);
  return draft ? [element('b', {}, say('do.' + draft.action)), draft.value && [' ', element('span', { class: 'typed' }, typed(draft.value))],
    draft.expires && ' ' + say('until', { date: draft.expires }), draft.reason && [element('br'), typed(draft.reason)]] : [];
}

/** What can be decided about issues: one, or all that have one cause; `key` is that of their line. */
function actions(members, key) {
  const decidable = members.filter(isDecidable), usable = decidable.filter(i => seenBy(i) !== null), box = element('div'), one = members.length === 1 ? members[0] : null;
  const hasDraft = members.some(i => drafts.has(column.fingerprint[i]));
  const removal = hasDraft && button(say('removeDraft'), () => { changeDrafts(() => members.forEach(i => removeDraft(column.fingerprint[i]))); draw(); focusOn(key, '.acts button'); });
  if (!decidable.length) return removal && element('div', { class: 'acts noprint' }, removal);
  if (!usable.length) return element('p', { class: 'h3n' }, say('tooLong'));
  const show = action => event => {
    const opener = event.currentTarget;
    box.replaceChildren(form(usable, action, () => { box.replaceChildren(); opener.focus(); }));
    box.querySelector('input, select, textarea').focus();
  };
  const hasChoice = choicesOfAll(usable) !== null, hasField = usable.every(isOfAnswer);
  return element('div', { class: 'acts noprint' },
    one === null && element('span', {}, count('decideAll', usable.length)),
    hasChoice && button(say('do.accept'), show('accept')), hasField && button(say('do.correct'), show('correct')),
    button(say('do.waive'), show('waive')), button(say('do.ask'), show('ask')),
    removal, box);
}

function form(members, action, cancel) {
  const first = members[0], common = action === 'accept' ? choicesOfAll(members) : [];
  const reason = element('textarea', { rows: '2', required: action !== 'accept' && action !== 'ask' });
  // What the respondent wrote beside the question is a reason ready to be taken.
  if (action === 'waive' && members.length === 1) reason.value = few.answer[first]?.[2] ?? '';
  const expires = action === 'waive' && element('input', { type: 'date' });
  let value = null;
  if (common.length) value = element('select', {}, common.map(([code, name]) => element('option', { value: code }, name)));
  if (action === 'correct') value = element('input', { required: true, value: members.length === 1 ? choices(first)[0]?.[0] ?? '' : '' });
  const submit = event => {
    event.preventDefault();
    changeDrafts(() => members.forEach(i => {
      const chosen = value ? value.value : action === 'accept' ? choices(i)[0][0] : '';
      // What is seen now: the draft may still be here when another page tells of other cells.
      setDraft(column.fingerprint[i], { action, seen: seenBy(i), value: chosen, reason: reason.value.trim(), expires: expires ? expires.value : '' });
    }));
    draw();
    $('#tray-title').focus({ preventScroll: true });
  };
  return element('form', { class: 'frm', submit },
    value && element('label', { class: 'w2' }, say(action === 'correct' ? 'correctValue' : 'code'), value),
    action === 'accept' && !value && element('p', { class: 'w2' }, say('eachOwn')),
    element('label', { class: 'w2' }, reasonName(members, action), reason),
    expires && element('label', {}, say('waivedUntil'), expires),
    element('div', { class: 'w2' }, element('button', { class: 'pri' }, say('draftThis')), ' ', button(say('cancel'), cancel)));
}

// The tray.
function today() {
  const now = new Date(), two = n => String(n).padStart(2, '0');
  return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
}
// As CSVText.neutral in Swift: what a spreadsheet program would run as a formula gets an apostrophe, which Canvass takes off again.
function neutral(value) {
  const rest = value.replace(/^'+/, '');
  const isPlainNumber = /^[0-9+\-.eE]+$/.test(rest) && !Number.isNaN(Number(rest));
  return /^[=+\-@\t\r]/.test(rest) && !isPlainNumber ? "'" + value : value;
}
const csvField = value => /[",\r\n]/.test(value) ? '"' + value.replaceAll('"', '""') + '"' : value;
function decisionLines() {
  const rows = [...drafts].map(([fingerprint, draft]) => [
    fingerprint, draft.action, ...[draft.seen ?? rawValue(placeOf(fingerprint)) ?? '', draft.value, draft.reason, signature.reviewer, signature.agreedBy].map(neutral),
    today(), draft.expires]);
  return [lineNames, ...rows].map(fields => fields.map(csvField).join(',') + '\n').join('');
}
function download(name, content) {
  const link = element('a', { download: name, href: URL.createObjectURL(new Blob([content], { type: 'text/csv' })) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
function showTray() {
  $('#tray').hidden = drafts.size === 0;
  // What has the focus must not stand behind the tray.
  root.classList.toggle('with-tray', drafts.size > 0);
  $('#tray-title').textContent = count('drafted', drafts.size);
  $('#tray-lines').value = drafts.size ? decisionLines() : '';
}
const signers = [['#reviewer', 'reviewer'], ['#agreed-by', 'agreedBy']];
function showSignature() { for (const [id, name] of signers) $(id).value = signature[name]; }
for (const [id, name] of signers) $(id).addEventListener('input', event => changeDrafts(() => { signature[name] = event.target.value.trim(); }));
showSignature();
// Another tab has changed them.
addEventListener('storage', event => {
  if (event.key !== storage) return;
  readDrafts();
  showSignature();
  showTray();
  // What is being filled in is not to be lost.
  if (!$('#list form')) redraw();
});
$('#tray-download').addEventListener('click', () => download('decisions-' + data.survey + '-' + today() + '.csv', decisionLines()));
$('#tray-copy').addEventListener('click', async event => {
  const lines = $('#tray-lines');
  let isCopied = true;
  try { await navigator.clipboard.writeText(decisionLines()); } catch {
    lines.closest('details').open = true;
    lines.select();
    isCopied = document.execCommand('copy');
  }
  // Else the lines stand there, to be copied by hand.
  if (!isCopied) return;
  event.target.textContent = say('copied');
  setTimeout(() => { event.target.textContent = say('copy'); }, 2000);
});
$('#tray-clear').addEventListener('click', () => {
  // Those that are counted, and not what another tab drafts meanwhile.
  const shown = [...drafts.keys()];
  if (!confirm(count('discard', shown.length))) return;
  changeDrafts(() => shown.forEach(removeDraft));
  draw();
  ($('#list .ih') ?? $('#find')).focus({ preventScroll: true });
});
