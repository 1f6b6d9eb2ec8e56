import { announce } from './channel.js';
import { newest, lost, took } from './cache.js';
import { next, read, write } from './database.js';
import { pathOf } from './expense.js';
import { isFinal } from './verdict.js';

/**
 * The operations of this device, from the moment at which the user acts until the server has answered for good.
 *
 * An operation is pending while it is `queued`, in `conflict` or `refused`; it ends as `delivered`, `settled` (another one
 * took its place) or `discarded`, and is kept for a day, so that who still looks at it learns how it ended. Operations of one
 * resource go out in their order. One that the user made on top of a pending one names it in `after`, and learns the tag to
 * edit from that one's answer. One that was `tried` may have arrived: no answer has said that it did not.
 */
const KEPT = 24 * 60 * 60 * 1000;
const PENDING = ['queued', 'conflict', 'refused'];

export const isPending = operation => PENDING.includes(operation.state);

export function inOrder(operations) {
  return operations.filter(isPending).sort((one, other) => one.sequence - other.sequence);
}

export async function pending() {
  return inOrder(await read(transaction => transaction.all('operations')));
}

/**
 * Stores what the user did. The same key again is the same action: a second tap. False, and nothing is stored, if what it was
 * done on has been settled meanwhile in another tab.
 */
export function enqueue(operation) {
  return once(operation, async transaction => {
    const standing = await placed(transaction, operation);
    if (standing) {
      await transaction.add('operations', await numbered(transaction, standing));
    }
    return standing !== null;
  });
}

/**
 * Stores what the user did instead of all that is pending on a resource: a resolved conflict, or a corrected operation.
 * False, and nothing is stored, if that has been settled meanwhile in another tab.
 */
export function replace(head, operation) {
  return once(operation, async transaction => {
    const done = await settled(transaction, head, operation.key);
    if (done) {
      await transaction.add('operations', await numbered(transaction, operation));
    }
    return done;
  });
}

/** Gives up all that is pending on a resource in favour of what the server has. False if that has been settled already. */
export function keepLatest(head) {
  return changing(async transaction => {
    const done = await settled(transaction, head, null);
    if (done) {
      // Not complete: the next refresh asks with this tag whether it still is the latest
      await took(transaction, head.latest, head.latestEtag, false);
    }
    return done;
  });
}

export function discard(key) {
  return changing(async transaction => {
    const operation = await transaction.get('operations', key);
    if (operation && isPending(operation)) {
      await end(transaction, operation, 'discarded');
      await abandon(transaction, operation);
    }
  });
}

/** The operation as it goes out now; nothing if it has ended meanwhile. From here on it may have arrived. */
export function trying(key) {
  return update(key, async (operation, transaction) => ({
    tried: true,
    // What is newer than this in the list may be what a create has made
    newest: operation.tried ? operation.newest : await newest(transaction),
  }));
}

/** Takes the server's no. One that is about the operation says of all attempts that they had no effect. */
export function refuse(key, reason, status, triedBefore) {
  return update(key, async (operation, transaction) => {
    if (status === 404 && operation.path) {
      await lost(transaction, operation.path);
    }
    return { state: 'refused', reason, refusedWith: status, tried: triedBefore && !isFinal(status) };
  });
}

export function postpone(key, attempts, notBefore, now = Date.now()) {
  return update(key, () => ({ attempts, notBefore, wait: notBefore - now }));
}

export const retry = key => update(key, () => ({ state: 'queued', reason: null, notBefore: 0 }));

/** What the user saw is what is there, and this is its tag; null if the server has none. */
export const tagged = (key, ifMatch) => update(key, () => ({ ifMatch, seen: null, untagged: ifMatch === null }));

export const conflicted = (key, latest, latestEtag) =>
  update(key, () => ({ state: 'conflict', tried: false, latest, latestEtag }));

/** Takes the server's yes: for the operation, for those that wait behind it, and for what the device shows. */
export function deliver(key, answer) {
  return changing(async transaction => {
    const operation = await transaction.get('operations', key);
    if (!operation || !isPending(operation)) {
      return;
    }
    const expense = expenseOf(operation, answer);
    const path = operation.path ?? pathOf(expense);
    await end(transaction, { ...operation, path, expense, etag: answer.etag, replayed: answer.replayed }, 'delivered');
    await followDelivered(transaction, operation, path, expense, answer.etag);
    if (expense) {
      await took(transaction, expense, answer.etag, answer.etag !== null);
    } else {
      await lost(transaction, path);
    }
  });
}

/** On which resource an action stands now, whatever took its place. */
export function whereabouts(key) {
  return read(async transaction => {
    let operation = await transaction.get('operations', key);
    while (operation?.replacedBy) {
      operation = await transaction.get('operations', operation.replacedBy);
    }
    return operation?.path ?? operation?.resource ?? null;
  });
}

/** Forgets what ended long ago. */
export function sweep(now = Date.now()) {
  return write(async transaction => {
    for (const operation of await transaction.all('operations')) {
      if (!isPending(operation) && operation.endedAt + KEPT < now) {
        await transaction.remove('operations', operation.key);
      }
    }
  });
}

/** What an edit has to stand on, if it is made on a representation. */
export function standingOn({ body, etag, complete }) {
  // Without its tag, that is read before the edit is sent, and taken only if the representation is this one still
  return {
    base: body,
    ifMatch: complete ? etag : null,
    seen: complete ? null : body,
    untagged: complete && etag === null,
    after: null,
  };
}

function expenseOf(operation, answer) {
  switch (operation.kind) {
    case 'create':
      return answer.body;
    case 'edit':
      return answer.body.expense;
    default:
      return null;
  }
}

/** An operation behind the one that the user saw, or on what became of that. Null if something else took its place. */
async function placed(transaction, operation) {
  if (operation.after === null) {
    return stands(operation) ? operation : null;
  }
  const seen = await transaction.get('operations', operation.after);
  if (seen && isPending(seen)) {
    // Its resource has a path by now, if it has been created since the user looked
    return { ...operation, resource: seen.resource, path: seen.path };
  }
  if (seen?.state === 'delivered' && seen.expense) {
    const ground = standingOn({ body: seen.expense, etag: seen.etag, complete: seen.etag !== null });
    return { ...operation, ...ground, resource: seen.path, path: seen.path };
  }
  if (seen?.state !== 'discarded') {
    return null;
  }
  // It ended without effect: this one stands where that one stood
  const standing = { ...operation, ...groundOf(seen) };
  if (seen.kind !== 'create') {
    return placed(transaction, { ...standing, resource: seen.resource, path: seen.path });
  }
  return operation.mine && { ...standing, kind: 'create', method: 'POST', resource: `local:${operation.key}`, path: null };
}

/** No edit goes out without a word on what it edits. */
function stands({ kind, path, ifMatch, seen, untagged }) {
  return kind === 'create' || (path !== null && (ifMatch !== null || seen !== null || untagged));
}

function groundOf({ base, ifMatch, seen, untagged, after }) {
  return { base, ifMatch, seen, untagged, after };
}

async function numbered(transaction, operation) {
  const sequence = await next(transaction, 'sequence');
  return { ...operation, sequence, state: 'queued', reason: null, tried: false, attempts: 0, notBefore: 0, wait: 0 };
}

async function followDelivered(transaction, delivered, path, expense, etag) {
  for (const operation of await transaction.all('operations')) {
    if (!isPending(operation) || operation.resource !== delivered.resource || operation.key === delivered.key) {
      continue;
    }
    const ground =
      operation.after === delivered.key ? standingOn({ body: expense, etag, complete: etag !== null }) : {};
    await transaction.put('operations', { ...operation, ...ground, resource: path, path });
  }
}

/** Those behind a discarded operation stand where it stood; on what is never created nothing can stand. */
async function abandon(transaction, discarded) {
  for (const operation of await transaction.all('operations')) {
    if (isPending(operation) && operation.resource === discarded.resource) {
      if (discarded.kind === 'create') {
        await end(transaction, operation, 'discarded');
      } else if (operation.after === discarded.key) {
        await transaction.put('operations', { ...operation, ...groundOf(discarded) });
      }
    }
  }
}

async function settled(transaction, head, replacedBy) {
  const stored = await transaction.get('operations', head.key);
  if (stored?.state !== head.state || stored.tried !== head.tried) {
    return false;
  }
  for (const operation of await transaction.all('operations')) {
    if (isPending(operation) && operation.resource === stored.resource) {
      await end(transaction, { ...operation, replacedBy }, 'settled');
    }
  }
  return true;
}

function end(transaction, operation, state) {
  return transaction.put('operations', { ...operation, state, endedAt: Date.now() });
}

/** The operation as it is then; nothing if it has ended. */
function update(key, change) {
  return changing(async transaction => {
    const operation = await transaction.get('operations', key);
    if (!operation || !isPending(operation)) {
      return null;
    }
    const changed = { ...operation, ...(await change(operation, transaction)) };
    await transaction.put('operations', changed);
    return changed;
  });
}

function once(operation, work) {
  return changing(async transaction => {
    const stored = await transaction.get('operations', operation.key);
    return stored ? true : work(transaction);
  });
}

async function changing(work) {
  const result = await write(work);
  announce({ type: 'changed' });
  return result;
}
