// Uploading with progress, and the import's events as they come.
(function () {
  'use strict';
  const form = document.getElementById('drop');
  if (!form) return;
  const input = document.getElementById('files'), sent = document.getElementById('sent'), live = document.getElementById('live'), state = document.getElementById('state');
  const events = document.getElementById('events'), read = document.getElementById('read'), said = document.getElementById('said');
  // The browser's own words on its file button are in the browser's language: ours stand in their place.
  form.classList.add('lively');
  input.addEventListener('change', () => { document.getElementById('chosen').textContent = [...input.files].map((file) => file.name).join(', '); });
  const say = (text) => { said.textContent = text; };
  let source = null, inputs = 0, done = 0;

  const add = (text, wrong) => {
    const li = document.createElement('li');
    li.textContent = text;
    if (wrong) li.className = 'wrong';
    events.prepend(li);
    while (events.children.length > 100) events.lastChild.remove();
  };
  function watch(after) {
    live.hidden = false;
    if (source) return;
    source = new EventSource('/import/events?after=' + after);
    source.onmessage = (message) => {
      const event = JSON.parse(message.data);
      if (event.event === 'begin') { inputs = event.inputs || 0; done = 0; state.textContent = form.dataset.running; }
      else if (event.event === 'page') state.textContent = form.dataset.running + ' ' + (event.place || '') + ' ' + (event.page || '') + (event.pages ? '/' + event.pages : '');
      else if (event.event === 'input') { done += 1; add((event.place || '') + ': ' + event.outcome + (event.pages ? ' · ' + event.pages : '') + (event.message ? ' · ' + event.message : ''), event.failed); }
      else if (event.event === 'note' && event.message) add(event.message);
      else if (event.event === 'failed') { state.textContent = form.dataset.failed + ': ' + event.message; }
      else if (event.event === 'finished') { state.textContent = event.code > 1 ? form.dataset.failed : form.dataset.finished; read.value = read.max; live.dataset.state = 'finished'; }
      if (inputs) { read.max = inputs; read.value = done; }
    };
  }
  form.addEventListener('dragover', (e) => { e.preventDefault(); form.classList.add('over'); });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', (e) => { e.preventDefault(); form.classList.remove('over'); input.files = e.dataTransfer.files; form.requestSubmit(); });
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    const total = [...input.files].reduce((sum, file) => sum + file.size, 0);
    if (!input.files.length) return say(form.dataset.nothing);
    if (total > +form.dataset.limit) return say(form.dataset.tooLarge);
    const request = new XMLHttpRequest();
    request.open('POST', '/import');
    request.setRequestHeader('X-CSRF', document.querySelector('meta[name=csrf]').content);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = (p) => { sent.hidden = false; sent.value = p.lengthComputable ? 100 * p.loaded / p.total : 0; };
    request.onload = () => {
      if (request.status === 202) { sent.value = 100; input.value = ''; document.getElementById('chosen').textContent = ''; watch(form.dataset.after); }
      else { const page = new DOMParser().parseFromString(request.responseText, 'text/html'); say((page.querySelector('main') || page.body).innerText.trim() || String(request.status)); }
    };
    request.onerror = () => say(form.dataset.failed);
    request.send(new FormData(form));
  });
  if (!live.hidden) watch(form.dataset.after);
})();
