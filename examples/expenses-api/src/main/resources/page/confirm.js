/** Asks before something is given up that cannot be had again. */
const dialog = document.getElementById('confirm-dialog');
const text = document.getElementById('confirm-text');

export function confirmed(question) {
  text.textContent = question;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(resolve => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'discard'), { once: true });
  });
}
