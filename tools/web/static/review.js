// The review queue by keyboard: Enter accepts, E corrects, S skips, U undoes. A key that is held down does nothing more, and nothing is
// accepted before its picture was to be seen: each value needs a person's look and a keystroke of its own.
(function () {
  'use strict';
  const kLook = 350;  // milliseconds that a picture stands before it can be accepted
  const key = (name) => document.querySelector('[data-key="' + name + '"]');
  const accept = key('accept'), picture = document.querySelector('.review figure img');
  let ready = !picture, sent = false;
  const allow = () => setTimeout(() => { ready = true; if (accept) { accept.removeAttribute('aria-disabled'); accept.dataset.ready = 'yes'; } }, kLook);
  if (accept) {
    accept.focus();
    if (picture) {
      accept.setAttribute('aria-disabled', 'true');
      // A picture that cannot be shown cannot be judged: its value is skipped or corrected.
      const seen = () => { if (picture.naturalWidth > 0) picture.decode().then(allow, allow); };
      if (picture.complete) seen(); else picture.addEventListener('load', seen);
    }
    accept.addEventListener('click', (event) => { if (!ready || sent) event.preventDefault(); else sent = true; });
  }
  document.addEventListener('keydown', (event) => {
    if (event.repeat && ['Enter', ' '].includes(event.key) && !event.target.closest('textarea')) { event.preventDefault(); return; }
    const typing = event.target.closest('input:not([type=hidden]), textarea, select');
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (typing) {
      if (event.key === 'Escape' && accept) { accept.focus(); event.preventDefault(); }
      else if (event.key === 'Enter' && typing.tagName === 'INPUT' && key('correct')) { key('correct').click(); event.preventDefault(); }
      return;
    }
    if (event.repeat) return;
    const letter = event.code;
    if (letter === 'KeyE' && key('field')) { key('field').focus(); key('field').select(); event.preventDefault(); }
    else if (letter === 'KeyS' && key('skip')) { key('skip').click(); event.preventDefault(); }
    else if (letter === 'KeyU' && key('undo')) { key('undo').click(); event.preventDefault(); }
    else if (event.key === 'Enter' && accept && !event.target.closest('a, button')) { accept.click(); event.preventDefault(); }
  });
})();
