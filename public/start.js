/*
 * Says why the page does not start. A classic script in old syntax: it has to run where the page's
 * own modules do not, in old browsers, in frames without an origin and from a file.
 */
(() => {
  function show(id) {
    var sentence = document.getElementById(id);
    if (sentence) sentence.hidden = false;
  }
  function failed(event) {
    if (event.target instanceof HTMLScriptElement) show("not-loaded");
  }
  var links = document.querySelectorAll("#not-loaded a");
  var i;
  for (i = 0; i < links.length; i++) links[i].href = location.href;
  // Each is in all browsers that the README names, and none of them in much older ones.
  if (!("noModule" in HTMLScriptElement.prototype && "toSorted" in [] && "DecompressionStream" in window)) {
    show("too-old");
  }
  window.addEventListener("error", failed, true);
})();
