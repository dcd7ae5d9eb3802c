// Small helpers that must run in the browser: grouping of figures while typing, keys of the look-ups, the reconnection dialog.
(() => {
  'use strict';

  const digits = text => text.replace(/\D/g, '');
  const grouped = text => digits(text).replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+(?!\d))/g, '.');

  // Fields in which the person has set dots, spaces or anything else: those are left as they stand, for only the person knows
  // what they mean. "1.5" must never become 15.
  const own = new WeakSet();

  // 1234567 becomes 1.234.567 as it is typed; the caret stays behind the same figure.
  const group = (input, event) => {
    const text = input.value;
    const deleted = event.inputType?.startsWith('delete');
    if (!/\D/.test(text)) {
      own.delete(input);
    } else if (!deleted && (event.data ? /\D/.test(event.data) : text !== grouped(text))) {
      own.add(input);
    }
    const shown = grouped(text);
    if (own.has(input) || shown === text) {
      return;
    }
    const before = digits(text.slice(0, input.selectionStart ?? text.length)).length;
    input.value = shown;
    let caret = 0;
    for (let seen = 0; caret < shown.length && seen < before; caret++) {
      if (shown[caret] !== '.') {
        seen++;
      }
    }
    input.setSelectionRange(caret, caret);
  };

  const isMoney = target => target instanceof HTMLInputElement && target.hasAttribute('data-money');

  // Capture: before the page's own handler reads the value.
  document.addEventListener('input', event => {
    if (isMoney(event.target)) {
      group(event.target, event);
    }
  }, true);

  // The page writes a well-formed amount in groups when the field is left; from then on the dots are the page's again.
  document.addEventListener('focusin', event => {
    if (isMoney(event.target) && event.target.value === grouped(event.target.value)) {
      own.delete(event.target);
    }
  });

  document.addEventListener('keydown', event => {
    const target = event.target;
    if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'combobox') {
      return;
    }
    const open = target.getAttribute('aria-expanded') === 'true';
    const chosen = open && target.getAttribute('aria-activedescendant');
    if ((event.key === 'Enter' && chosen) || (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))) {
      event.preventDefault();
    }
  }, true);

  document.addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest('[data-reconnect]');
    if (!button) {
      return;
    }
    if (button.getAttribute('data-reconnect') === 'reload') {
      location.reload();
    } else {
      window.Blazor?.reconnect().then(done => done || location.reload()).catch(() => location.reload());
    }
  });

  // After a refused form the first wrong field gets the focus, unless the officer has gone on to write elsewhere by then.
  document.addEventListener('submit', event => {
    const form = event.target;
    const before = document.activeElement;
    const untouched = () => [before, document.body].includes(document.activeElement);
    const look = tries => setTimeout(() => {
      const wrong = form.querySelector?.('[aria-invalid="true"]');
      if (!untouched()) {
        return;
      }
      if (wrong) {
        wrong.focus();
      } else if (tries > 1 && form.isConnected) {
        look(tries - 1);
      }
    }, 350);
    look(4);
  }, true);

  // What has just appeared as the natural next step takes the focus: the receipt after a gift is recorded.
  new MutationObserver(changes => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        const next = node instanceof Element && (node.matches('[data-focus]') ? node : node.querySelector('[data-focus]'));
        if (next) {
          next.focus();
        }
      }
    }
  }).observe(document.body, { childList: true, subtree: true });

  // The framework marks the dialog with classes; a real <dialog> also keeps the focus.
  const dialog = document.getElementById('components-reconnect-modal');
  if (dialog) {
    dialog.addEventListener('components-reconnect-state-changed', event => {
      const state = event.detail.state;
      if (state === 'show' && !dialog.open) {
        dialog.showModal();
      } else if (state === 'hide' && dialog.open) {
        dialog.close();
      } else if (state === 'rejected') {
        location.reload();
      }
    });
  }
})();
