import { duration, percent } from './format.js';
import { exchange, NoAnswer } from './network.js';

/** What the server counted, over all of its clients. */
const list = document.getElementById('measures');
const remark = document.getElementById('measures-note');

export async function refresh() {
  try {
    const answer = await exchange('GET', '/v1/measures');
    if (answer.status === 200 && answer.body?.protection) {
      show(answer.body);
    }
  } catch (failure) {
    if (!(failure instanceof NoAnswer)) {
      throw failure;
    }
  }
}

function show(report) {
  remark.textContent =
    report.protection === 'on'
      ? `Since its start, of all clients. As of ${new Date().toLocaleTimeString()}.`
      : 'Off: this server runs without its filters.';
  (report.protection === 'on' ? measures(report) : []).forEach(fill);
}

function measures({ operations, edits, conflicts, queuedMillis }) {
  const known = value => (value === null ? 'none' : duration(value));
  return [
    ['operations', 'Operations', operations.started, 'that ran'],
    ['replays', 'Replays', operations.replayed, `${percent(operations.suppressionRate)} of attempts were duplicates`],
    ['conflicts', 'Conflicts (412)', edits.failed412, versions(edits.byAppVersion)],
    ['resolved', 'Conflicts resolved', conflicts.resolved, `${conflicts.open} open`],
    ['missing', 'Without condition (428)', edits.missing428, 'edits that were refused'],
    ['unchanged', 'Not modified (304)', edits.notModified304, 'reads that were spared'],
    ['age', 'Time in the queue', known(queuedMillis.median), `median; oldest ${known(queuedMillis.oldest)}`],
  ];
}

function versions(byAppVersion) {
  const rates = Object.entries(byAppVersion).map(([name, { rate412 }]) => `${percent(rate412)} of ${name}`);
  return rates.join(', ') || 'of edits';
}

/** Changes what has changed, and leaves the rest where somebody may be reading. */
function fill([id, label, value, explanation]) {
  const group = list.querySelector(`[data-measure="${id}"]`) ?? entry(id);
  [label, String(value), explanation].forEach((text, index) => {
    if (group.children[index].textContent !== text) {
      group.children[index].textContent = text;
    }
  });
}

function entry(id) {
  const group = document.createElement('div');
  group.dataset.measure = id;
  group.append(...['dt', 'dd', 'dd'].map(name => document.createElement(name)));
  group.lastElementChild.className = 'quiet';
  list.append(group);
  return group;
}
