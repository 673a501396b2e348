// Uploading with progress, files and whole folders, and the import's events as they come.
(function () {
  'use strict';
  const form = document.getElementById('drop');
  if (!form) return;
  const base = document.querySelector('meta[name=base]').content;
  const input = document.getElementById('files'), folder = document.getElementById('folder'), sent = document.getElementById('sent'), live = document.getElementById('live'), state = document.getElementById('state');
  const events = document.getElementById('events'), read = document.getElementById('read'), said = document.getElementById('said'), chosen = document.getElementById('chosen');
  const kAtOnce = 150;  // files of one request; the server takes 200 parts
  // The browser's own words on its file button are in the browser's language: ours stand in their place.
  form.classList.add('lively');
  form.noValidate = true;  // a folder may be chosen in the place of files
  document.querySelector('.folder').hidden = false;
  folder.hidden = false;
  let picked = [];  // [{file, name}]
  const pick = (files) => {
    picked = files;
    chosen.textContent = files.length > 5 ? files.slice(0, 5).map((one) => one.name).join(', ') + ' … (' + files.length + ')' : files.map((one) => one.name).join(', ');
  };
  const listed = (list) => [...list].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
  input.addEventListener('change', () => pick(listed(input.files)));
  folder.addEventListener('change', () => pick(listed(folder.files).filter((one) => !/(^|\/)\./.test(one.name))));
  const say = (text) => { said.textContent = text; };
  let source = null, inputs = 0, done = 0, began = 0;
  const left = document.getElementById('left'), stop = document.getElementById('stop');
  // By what the files until now took; of the first alone nothing can be said.
  const show_left = () => {
    const minutes = done > 1 && done < inputs ? (Date.now() - began) / done * (inputs - done) / 60000 : 0;
    left.hidden = minutes === 0;
    left.textContent = minutes < 1 ? form.dataset.leftLittle : form.dataset.left.replace('{minutes}', Math.round(minutes));
  };

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
    source = new EventSource(base + '/import/events?after=' + after);
    source.onmessage = (message) => {
      const event = JSON.parse(message.data);
      if (event.event === 'begin') { inputs = event.inputs || 0; done = 0; began = Date.now(); stop.hidden = false; live.dataset.state = 'running'; state.textContent = form.dataset.running; }
      else if (event.event === 'page') state.textContent = form.dataset.running + ' ' + (event.place || '') + ' ' + (event.page || '') + (event.pages ? '/' + event.pages : '');
      else if (event.event === 'input') { done += 1; add((event.place || '') + ': ' + event.outcome + (event.pages ? ' · ' + event.pages + ' ' + form.dataset.pages : '') + (event.message ? ' · ' + event.message : ''), event.failed); }
      else if (event.event === 'note' && event.message) add(event.message);
      else if (event.event === 'failed') { state.textContent = form.dataset.failed + ': ' + event.message; }
      else if (event.event === 'finished') { state.textContent = event.code > 1 ? form.dataset.failed : form.dataset.finished; read.value = read.max; live.dataset.state = 'finished'; inputs = 0; stop.hidden = true; }
      show_left();
      if (inputs) { read.max = inputs; read.value = done; }
    };
  }

  // Files of what was dropped, folders with all that is in them.
  async function dropped(items) {
    const out = [];
    const walk = async (entry, path) => {
      if (entry.name.startsWith('.')) return;
      if (entry.isFile) { out.push({ file: await new Promise((take, fail) => entry.file(take, fail)), name: path + entry.name }); return; }
      const reader = entry.createReader();
      for (let some; (some = await new Promise((take, fail) => reader.readEntries(take, fail))).length;) for (const one of some) await walk(one, path + entry.name + '/');
    };
    for (const entry of [...items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean)) await walk(entry, '');
    return out;
  }
  form.addEventListener('dragover', (e) => { e.preventDefault(); form.classList.add('over'); });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', (e) => {
    e.preventDefault();
    form.classList.remove('over');
    const plain = listed(e.dataTransfer.files);
    dropped(e.dataTransfer.items).then((found) => { pick(found.length ? found : plain); send(); }, () => { pick(plain); send(); });
  });

  // Parts that the server takes at once, one after the other.
  function parts() {
    const out = [];
    let bytes = 0;
    for (const one of picked) {
      if (!out.length || out[out.length - 1].length >= kAtOnce || bytes + one.file.size > +form.dataset.limit) { out.push([]); bytes = 0; }
      out[out.length - 1].push(one);
      bytes += one.file.size;
    }
    return out;
  }
  function post(part, before, total) {
    return new Promise((take, fail) => {
      const body = new FormData(), request = new XMLHttpRequest();
      body.append('csrf', form.elements.csrf.value);
      part.forEach((one) => body.append('files', one.file, one.name));
      request.open('POST', base + '/import');
      request.setRequestHeader('X-CSRF', document.querySelector('meta[name=csrf]').content);
      request.setRequestHeader('Accept', 'application/json');
      request.upload.onprogress = (p) => { sent.hidden = false; sent.value = total ? 100 * (before + p.loaded) / total : 0; };
      request.onload = () => take(request);
      request.onerror = fail;
      request.send(body);
    });
  }
  async function send() {
    const total = picked.reduce((sum, one) => sum + one.file.size, 0);
    if (!picked.length) return say(form.dataset.nothing);
    if (picked.some((one) => one.file.size > +form.dataset.limit)) return say(form.dataset.tooLarge);
    let before = 0;
    try {
      for (const part of parts()) {
        const request = await post(part, before, total);
        before += part.reduce((sum, one) => sum + one.file.size, 0);
        let answer = null;
        try { answer = JSON.parse(request.responseText); } catch (error) { /* a page that says what is wrong */ }
        if (!answer || !('queued' in answer)) { const page = new DOMParser().parseFromString(request.responseText, 'text/html'); say((page.querySelector('main') || page.body).innerText.trim() || String(request.status)); return; }
        answer.refused.forEach((one) => add(one.name + ': ' + one.message, true));
        if (answer.refused.length) { live.hidden = false; say(form.dataset.refused + ': ' + answer.refused.map((one) => one.name).join(', ').slice(0, 300) + ' · ' + answer.refused[0].message); }
        if (answer.queued) watch(form.dataset.after);
        else if (!source) state.textContent = '';
      }
      sent.value = 100; input.value = ''; folder.value = ''; pick([]);
    } catch (error) { say(form.dataset.failed); }
  }
  form.addEventListener('submit', (e) => { e.preventDefault(); send(); });
  if (!live.hidden) watch(form.dataset.after);
})();
