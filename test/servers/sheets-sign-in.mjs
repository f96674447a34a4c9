/**
 * What `https://accounts.google.com/gsi/client` is to a page, as far as tokens go: the client that
 * asks has a window if its id begins with `ask`, the others are answered at once.
 */
export const signInScript = `(() => {
  const base = new URL('.', document.currentScript.src).href;
  function initTokenClient({client_id, scope, callback, error_callback}) {
    return {
      async requestAccessToken() {
        const body = JSON.stringify({client_id, scope});
        const response = await fetch(base + 'token', {method: 'POST', body});
        const {window: problem, ask, ...answer} = await response.json();
        if (problem) return error_callback({type: problem, message: 'The window did not finish.'});
        if (!ask) return callback(answer);
        const popup = window.open('', 'sign-in', 'width=400,height=300');
        if (!popup) return error_callback({type: 'popup_failed_to_open'});
        popup.document.title = 'Sign in';
        popup.document.body.innerHTML = '<p>See your Google Sheets spreadsheets?</p><button>Allow</button> <button>Deny</button>';
        let done = false;
        const [allow, deny] = popup.document.querySelectorAll('button');
        const finish = (result) => { done = true; popup.close(); callback(result); };
        allow.onclick = () => finish(answer);
        deny.onclick = () => finish({error: 'access_denied'});
        const timer = setInterval(() => {
          if (!popup.closed) return;
          clearInterval(timer);
          if (!done) error_callback({type: 'popup_closed'});
        }, 100);
      },
    };
  }
  window.google ??= {};
  window.google.accounts ??= {};
  window.google.accounts.oauth2 = {initTokenClient};
})();
`;
