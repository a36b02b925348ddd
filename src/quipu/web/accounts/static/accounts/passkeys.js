// Ask the browser for a passkey, and send what it answers with the form.
(() => {
  const form = document.querySelector("[data-quipu-passkey]");
  const fault = document.querySelector("[data-quipu-fault]");
  const asked = JSON.parse(document.getElementById("quipu-options").textContent).publicKey;
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
  const question = {
    ...asked,
    challenge: bytes(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }),
    ...(asked.excludeCredentials && { excludeCredentials: named(asked.excludeCredentials) }),
    ...(asked.allowCredentials && { allowCredentials: named(asked.allowCredentials) }),
  };

  const answer = (credential) => {
    const told = { clientDataJSON: text(credential.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[name]) told[name] = text(credential.response[name]);
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: told,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };

  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    fault.textContent = "";
    try {
      const credential = await navigator.credentials[form.dataset.quipuPasskey]({ publicKey: question });
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch (error) {
      fault.textContent =
        error.name === "InvalidStateError"
          ? "This device has a passkey of yours already."
          : "The browser gave no passkey. Try again, or use another way.";
    }
  });
})();
