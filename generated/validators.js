// Made by `npm run generate` from openapi/external-bookings.yaml (Solv external bookings 1.0.0). Do not edit.
function kindOf(value) {
    if (value === null)
        return "null";
    if (Array.isArray(value))
        return "array";
    if (Number.isInteger(value))
        return "integer";
    return typeof value === "number" && !Number.isFinite(value) ? "infinite number" : typeof value;
}
const MOST_FAULTS = 51;
function check(shape, value, path, from, faults) {
    const { type, required = [], properties, items, source = from, keyword = "type" } = shape;
    const found = kindOf(value);
    if (type && !type.includes(found) && !(found === "integer" && type.includes("number"))) {
        faults.push(faultOf(path, source, keyword, { type }, path, found));
    }
    if (found === "object") {
        for (const name of required) {
            if (value[name] !== undefined)
                continue;
            const params = { missingProperty: name };
            faults.push(faultOf(path, source, "required", params, `${path}/${name}`, "nothing"));
        }
        for (const name in properties) {
            if (value[name] === undefined)
                continue;
            const below = `${source}/properties/${name}`;
            check(properties[name] ?? {}, value[name], `${path}/${name}`, below, faults);
        }
    }
    if (found === "array" && items) {
        for (const [index, item] of value.entries()) {
            if (faults.length >= MOST_FAULTS)
                break;
            check(items, item, `${path}/${index}`, `${source}/items`, faults);
        }
    }
}
function faultOf(instancePath, source, keyword, params, pointer, found) {
    return { instancePath, schemaPath: `${source}/${keyword}`, keyword, params, pointer, found };
}
function validatorOf(shape) {
    const validate = (value) => {
        const faults = [];
        check(shape, value, "", "", faults);
        validate.errors = faults.slice(0, MOST_FAULTS);
        return faults.length === 0;
    };
    validate.errors = ([]);
    return validate;
}
export const validateCancelExternalBookingRequest = validatorOf({ source: "#/components/schemas/CancelExternalBookingRequest", type: "object", required: ["external_location_id", "service_id"], properties: {
        cancellation_reason: { type: "string" },
        external_location_id: { type: "string" },
        service_id: { type: "string" }
    } });
export const validateBooking = validatorOf({ source: "#/components/schemas/Booking", type: "object", required: ["appointment_date", "birth_date", "email", "first_name", "id", "is_walk_in", "last_name", "location_id", "paperwork_status", "phone", "reason", "status"], properties: {
        address_city: { type: "string" },
        address_state: { type: "string" },
        address_street: { type: "string" },
        address_street_secondary: { type: "string" },
        address_zip: { type: "string" },
        appointment_date: { type: "string" },
        birth_date: { type: "string" },
        birth_sex: { type: "string" },
        custom_booking_management_url: { type: "string" },
        email: { type: "string" },
        emr_booking_id: { type: "string" },
        first_name: { type: "string" },
        gender: { type: "string" },
        id: { type: "integer" },
        is_walk_in: { type: "boolean" },
        last_name: { type: "string" },
        location_id: { type: "integer" },
        paperwork_status: { type: "string" },
        phone: { type: "string" },
        reason: { type: "string" },
        status: { type: "string" }
    } });
export const validateHTTPValidationError = validatorOf({ source: "#/components/schemas/HTTPValidationError", type: "object", properties: {
        detail: { type: "array", items: { source: "#/components/schemas/ValidationError", type: "object", required: ["loc", "msg", "type"], properties: {
                    loc: { type: "array", items: { keyword: "anyOf", type: ["string", "integer"] } },
                    msg: { type: "string" },
                    type: { type: "string" }
                } } }
    } });
export const validateValidationError = validatorOf({ source: "#/components/schemas/ValidationError", type: "object", required: ["loc", "msg", "type"], properties: {
        loc: { type: "array", items: { keyword: "anyOf", type: ["string", "integer"] } },
        msg: { type: "string" },
        type: { type: "string" }
    } });
export const validateAccessTokenRequest = validatorOf({ source: "#/components/schemas/AccessTokenRequest", type: "object", required: ["client_id", "client_secret", "grant_type", "scope"], properties: {
        client_id: { type: "string" },
        client_secret: { type: "string" },
        grant_type: { type: "string" },
        scope: { type: "string" }
    } });
export const validateAccessToken = validatorOf({ source: "#/components/schemas/AccessToken", type: "object", required: ["access_token", "grant_type", "token_type"], properties: {
        access_token: { type: "string" },
        token_type: { type: "string" },
        grant_type: { type: "string" },
        expires_in: { type: "integer" },
        expiration_timestamp: { type: "string" },
        refresh_token: { type: "string" }
    } });
