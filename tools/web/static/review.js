// The review queue by keyboard: Enter accepts, E corrects, S skips, U undoes.
(function () {
  'use strict';
  const key = (name) => document.querySelector('[data-key="' + name + '"]');
  const accept = key('accept');
  if (accept) accept.focus();
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type=hidden]), textarea, select');
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (typing) {
      if (event.key === 'Escape' && accept) { accept.focus(); event.preventDefault(); }
      else if (event.key === 'Enter' && typing.tagName === 'INPUT' && key('correct')) { key('correct').click(); event.preventDefault(); }
      return;
    }
    const letter = event.code;
    if (letter === 'KeyE' && key('field')) { key('field').focus(); key('field').select(); event.preventDefault(); }
    else if (letter === 'KeyS' && key('skip')) { key('skip').click(); event.preventDefault(); }
    else if (letter === 'KeyU' && key('undo')) { key('undo').click(); event.preventDefault(); }
    else if (event.key === 'Enter' && accept && !event.target.closest('a, button')) { accept.click(); event.preventDefault(); }
  });
})();
