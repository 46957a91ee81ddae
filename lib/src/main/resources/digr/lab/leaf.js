  // leafs through what show(i) shows; a screen reader says the caption with the number
  const slider = part("slider"), play = part("play");
  let timer = null;
  const turn = i => {
    slider.value = i;
    show(i);
    slider.setAttribute("aria-valuetext", `${i + 1} of ${+slider.max + 1}: ${part("caption").textContent}`);
  };
  const stop = () => { clearInterval(timer); timer = null; play.textContent = "Play"; };
  const step = () => {
    if (+slider.value < +slider.max) turn(+slider.value + 1); else stop();
  };
  slider.addEventListener("input", () => { stop(); turn(+slider.value); });
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    if (slider.value === slider.max) turn(0);
    play.textContent = "Pause";
    timer = setInterval(step, {{millis}});
  });
