/** CommonJS reads the description as JSON. */
module.exports = require("solv-external-bookings/openapi.json");
