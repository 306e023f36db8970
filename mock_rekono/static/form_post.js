// Posts the answer to the application. Without it the button does the same.
"use strict";

document.getElementById("answer").submit();
