  const root = document.getElementById("{{id}}");
  const part = name => root.querySelector(`[data-part=${name}]`);
  part("asleep").remove();
  root.querySelectorAll(":disabled").forEach(control => control.disabled = false);
