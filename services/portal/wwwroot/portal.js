// Small helpers that must run in the browser: grouping of figures while typing, keys of the look-ups, the reconnection dialog.
(() => {
  'use strict';

  const digits = text => text.replace(/\D/g, '');

  // 1234567 becomes 1.234.567 as it is typed; the caret stays behind the same figure. A pasted "1.000.000 đ" is understood,
  // anything with letters or a fraction is left alone for the server to refuse.
  const group = input => {
    const text = input.value;
    if (/[^\d.\sđ₫]/i.test(text)) {
      return;
    }
    const before = digits(text.slice(0, input.selectionStart ?? text.length)).length;
    const plain = digits(text).replace(/^0+(?=\d)/, '');
    const grouped = plain.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
    if (grouped === text) {
      return;
    }
    input.value = grouped;
    let caret = 0;
    for (let seen = 0; caret < grouped.length && seen < before; caret++) {
      if (grouped[caret] !== '.') {
        seen++;
      }
    }
    input.setSelectionRange(caret, caret);
  };

  // Capture: before the page's own handler reads the value.
  document.addEventListener('input', event => {
    if (event.target instanceof HTMLInputElement && event.target.hasAttribute('data-money')) {
      group(event.target);
    }
  }, true);

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

  // After a refused form the first wrong field gets the focus.
  document.addEventListener('submit', event => {
    const form = event.target;
    setTimeout(() => form.querySelector?.('[aria-invalid="true"]')?.focus(), 350);
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
