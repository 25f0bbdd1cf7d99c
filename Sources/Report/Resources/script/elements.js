'use strict';
// Words, numbers and elements. The page's script is these files one after the other (see ReportResources.swift); the issues stand in the
// page as columns (see IssueColumns.swift), and rows are made for what is on the screen only, so that 100,000 issues do not stall it.
const $ = selector => document.querySelector(selector);
const root = document.documentElement;
const data = JSON.parse($('#data').textContent);
const { lists, issues: column, few, choices: suggested, excerpts, words } = data;

const number = n => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f');
const say = (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const isOne = n => root.lang === 'fr' ? n < 2 : n === 1;
const count = (key, n, values = {}) => say(key + (isOne(n) ? '.one' : '.other'), { n: number(n), ...values });

// Text enters the page as text only, never as markup.
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(2).filter(child => child != null && child !== false && child !== ''));
  return node;
}
const typed = text => element('bdi', {}, text);
const button = (label, click, attributes = {}) => element('button', { type: 'button', click, ...attributes }, label);

// A severity as a shape and a colour, as SeverityMark.swift draws it.
const severities = ['error', 'warning', 'note'];
const shapes = { error: 'M6 .8 11.6 11H.4z', warning: 'M6 .6 11.4 6 6 11.4.6 6z' };
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

// Local memory, for the theme and for drafts that were not sent.
const memory = {
  get: key => { try { return localStorage.getItem(key); } catch { return null; } },
  /** Whether it is kept: private windows may forbid it, and there is room for some megabytes. */
  set: (key, value) => { try { localStorage.setItem(key, value); return true; } catch { return false; } },
};
