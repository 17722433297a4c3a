// Made by `npm run generate` from openapi/external-bookings.yaml (Solv external bookings 1.0.0). Do not edit.
const MAX_FAULTS = 51;
function kindOf(value) {
    if (value === null)
        return "null";
    if (Array.isArray(value))
        return "array";
    if (Number.isInteger(value))
        return "integer";
    return typeof value === "number" && !Number.isFinite(value) ? "infinite number" : typeof value;
}
function noted(found, instancePath, schemaPath, keyword, params) {
    const fault = { instancePath, schemaPath, keyword, params };
    if (found === null)
        return [fault];
    found.push(fault);
    return found;
}
function tellingFaults(faults, value, chosen) {
    const told = [];
    let end = faults.length;
    while (end > 0) {
        const fault = faults[end - 1];
        const count = Number(fault?.params.branches ?? 0);
        const branches = faults.slice(Math.max(0, end - 1 - count), end - 1);
        if (!fault)
            break;
        const own = isUnion(fault)
            ? (chosen?.(fault, value) ?? [ofBranches(fault, branches)])
            : [fault];
        told.push(own);
        end -= 1 + count;
    }
    return told.reverse().flat();
}
function isUnion({ keyword }) {
    return keyword === "anyOf" || keyword === "oneOf";
}
function ofBranches(union, branches) {
    const { passingSchemas } = union.params;
    const type = branchTypes(union, branches);
    return { ...union, params: { ...(passingSchemas ? { passingSchemas } : {}), type } };
}
function branchTypes(union, branches) {
    const types = branches
        .filter(({ keyword, instancePath }) => keyword === "type" && instancePath === union.instancePath)
        .map(({ params }) => String(params.type));
    return types.length > 0 ? [...new Set(types)].join(" or ") : "one of the documented alternatives";
}
function valueAt(value, pointer) {
    let node = value;
    for (const step of pointer.split("/").slice(1)) {
        node = node?.[step];
    }
    return node;
}
function explained(compiled, chosen) {
    const validate = (value) => {
        if (compiled(value)) {
            validate.errors = [];
            return true;
        }
        const faults = tellingFaults(compiled.errors ?? [], value, chosen);
        validate.errors = faults.slice(0, MAX_FAULTS).map((fault) => {
            const missing = fault.params.missingProperty;
            return typeof missing === "string"
                ? { ...fault, pointer: `${fault.instancePath}/${missing}`, found: "nothing" }
                : {
                    ...fault,
                    pointer: fault.instancePath,
                    found: kindOf(valueAt(value, fault.instancePath)),
                };
        });
        return false;
    };
    validate.errors = [];
    return validate;
}
"use strict";
export const validateCancelExternalBookingRequest = explained(validate53);
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.external_location_id === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/CancelExternalBookingRequest/required", "required", { missingProperty: "external_location_id" });
            errors++;
        }
        if (data.service_id === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/CancelExternalBookingRequest/required", "required", { missingProperty: "service_id" });
            errors++;
        }
        if (data.cancellation_reason !== undefined) {
            if (typeof data.cancellation_reason !== "string") {
                vErrors = noted(vErrors, instancePath + "/cancellation_reason", "#/components/schemas/CancelExternalBookingRequest/properties/cancellation_reason/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.external_location_id !== undefined) {
            if (typeof data.external_location_id !== "string") {
                vErrors = noted(vErrors, instancePath + "/external_location_id", "#/components/schemas/CancelExternalBookingRequest/properties/external_location_id/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.service_id !== undefined) {
            if (typeof data.service_id !== "string") {
                vErrors = noted(vErrors, instancePath + "/service_id", "#/components/schemas/CancelExternalBookingRequest/properties/service_id/type", "type", { type: "string" });
                errors++;
            }
        }
    }
    else {
        vErrors = noted(vErrors, instancePath, "#/components/schemas/CancelExternalBookingRequest/type", "type", { type: "object" });
        errors++;
    }
    if (vErrors !== null && vErrors.length > 5000) {
        vErrors.length = 5000;
    }
    validate53.errors = vErrors;
    return errors === 0;
}
export const validateBooking = explained(validate54);
function validate54(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.appointment_date === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "appointment_date" });
            errors++;
        }
        if (data.birth_date === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "birth_date" });
            errors++;
        }
        if (data.email === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "email" });
            errors++;
        }
        if (data.first_name === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "first_name" });
            errors++;
        }
        if (data.id === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "id" });
            errors++;
        }
        if (data.is_walk_in === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "is_walk_in" });
            errors++;
        }
        if (data.last_name === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "last_name" });
            errors++;
        }
        if (data.location_id === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "location_id" });
            errors++;
        }
        if (data.paperwork_status === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "paperwork_status" });
            errors++;
        }
        if (data.phone === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "phone" });
            errors++;
        }
        if (data.reason === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "reason" });
            errors++;
        }
        if (data.status === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/required", "required", { missingProperty: "status" });
            errors++;
        }
        if (data.address_city !== undefined) {
            if (typeof data.address_city !== "string") {
                vErrors = noted(vErrors, instancePath + "/address_city", "#/components/schemas/Booking/properties/address_city/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.address_state !== undefined) {
            if (typeof data.address_state !== "string") {
                vErrors = noted(vErrors, instancePath + "/address_state", "#/components/schemas/Booking/properties/address_state/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.address_street !== undefined) {
            if (typeof data.address_street !== "string") {
                vErrors = noted(vErrors, instancePath + "/address_street", "#/components/schemas/Booking/properties/address_street/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.address_street_secondary !== undefined) {
            if (typeof data.address_street_secondary !== "string") {
                vErrors = noted(vErrors, instancePath + "/address_street_secondary", "#/components/schemas/Booking/properties/address_street_secondary/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.address_zip !== undefined) {
            if (typeof data.address_zip !== "string") {
                vErrors = noted(vErrors, instancePath + "/address_zip", "#/components/schemas/Booking/properties/address_zip/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.appointment_date !== undefined) {
            if (typeof data.appointment_date !== "string") {
                vErrors = noted(vErrors, instancePath + "/appointment_date", "#/components/schemas/Booking/properties/appointment_date/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.birth_date !== undefined) {
            if (typeof data.birth_date !== "string") {
                vErrors = noted(vErrors, instancePath + "/birth_date", "#/components/schemas/Booking/properties/birth_date/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.birth_sex !== undefined) {
            if (typeof data.birth_sex !== "string") {
                vErrors = noted(vErrors, instancePath + "/birth_sex", "#/components/schemas/Booking/properties/birth_sex/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.custom_booking_management_url !== undefined) {
            if (typeof data.custom_booking_management_url !== "string") {
                vErrors = noted(vErrors, instancePath + "/custom_booking_management_url", "#/components/schemas/Booking/properties/custom_booking_management_url/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.email !== undefined) {
            if (typeof data.email !== "string") {
                vErrors = noted(vErrors, instancePath + "/email", "#/components/schemas/Booking/properties/email/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.emr_booking_id !== undefined) {
            if (typeof data.emr_booking_id !== "string") {
                vErrors = noted(vErrors, instancePath + "/emr_booking_id", "#/components/schemas/Booking/properties/emr_booking_id/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.first_name !== undefined) {
            if (typeof data.first_name !== "string") {
                vErrors = noted(vErrors, instancePath + "/first_name", "#/components/schemas/Booking/properties/first_name/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.gender !== undefined) {
            if (typeof data.gender !== "string") {
                vErrors = noted(vErrors, instancePath + "/gender", "#/components/schemas/Booking/properties/gender/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.id !== undefined) {
            let data13 = data.id;
            if (!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) {
                vErrors = noted(vErrors, instancePath + "/id", "#/components/schemas/Booking/properties/id/type", "type", { type: "integer" });
                errors++;
            }
        }
        if (data.is_walk_in !== undefined) {
            if (typeof data.is_walk_in !== "boolean") {
                vErrors = noted(vErrors, instancePath + "/is_walk_in", "#/components/schemas/Booking/properties/is_walk_in/type", "type", { type: "boolean" });
                errors++;
            }
        }
        if (data.last_name !== undefined) {
            if (typeof data.last_name !== "string") {
                vErrors = noted(vErrors, instancePath + "/last_name", "#/components/schemas/Booking/properties/last_name/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.location_id !== undefined) {
            let data16 = data.location_id;
            if (!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))) {
                vErrors = noted(vErrors, instancePath + "/location_id", "#/components/schemas/Booking/properties/location_id/type", "type", { type: "integer" });
                errors++;
            }
        }
        if (data.paperwork_status !== undefined) {
            if (typeof data.paperwork_status !== "string") {
                vErrors = noted(vErrors, instancePath + "/paperwork_status", "#/components/schemas/Booking/properties/paperwork_status/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.phone !== undefined) {
            if (typeof data.phone !== "string") {
                vErrors = noted(vErrors, instancePath + "/phone", "#/components/schemas/Booking/properties/phone/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.reason !== undefined) {
            if (typeof data.reason !== "string") {
                vErrors = noted(vErrors, instancePath + "/reason", "#/components/schemas/Booking/properties/reason/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.status !== undefined) {
            if (typeof data.status !== "string") {
                vErrors = noted(vErrors, instancePath + "/status", "#/components/schemas/Booking/properties/status/type", "type", { type: "string" });
                errors++;
            }
        }
    }
    else {
        vErrors = noted(vErrors, instancePath, "#/components/schemas/Booking/type", "type", { type: "object" });
        errors++;
    }
    if (vErrors !== null && vErrors.length > 5000) {
        vErrors.length = 5000;
    }
    validate54.errors = vErrors;
    return errors === 0;
}
export const validateHTTPValidationError = explained(validate55);
function validate56(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.loc === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/ValidationError/required", "required", { missingProperty: "loc" });
            errors++;
        }
        if (data.msg === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/ValidationError/required", "required", { missingProperty: "msg" });
            errors++;
        }
        if (data.type === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/ValidationError/required", "required", { missingProperty: "type" });
            errors++;
        }
        if (data.loc !== undefined) {
            let data0 = data.loc;
            if (Array.isArray(data0)) {
                const len0 = data0.length;
                const end_i0 = errors + 200;
                for (let i0 = 0; i0 < len0 && errors < end_i0; i0++) {
                    let data1 = data0[i0];
                    const _errs4 = errors;
                    let valid3 = false;
                    const _errs5 = errors;
                    if (typeof data1 !== "string") {
                        vErrors = noted(vErrors, instancePath + "/loc/" + i0, "#/components/schemas/ValidationError/properties/loc/items/anyOf/0/type", "type", { type: "string" });
                        errors++;
                    }
                    var _valid0 = _errs5 === errors;
                    valid3 = valid3 || _valid0;
                    if (!valid3) {
                        const _errs7 = errors;
                        if (!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) {
                            vErrors = noted(vErrors, instancePath + "/loc/" + i0, "#/components/schemas/ValidationError/properties/loc/items/anyOf/1/type", "type", { type: "integer" });
                            errors++;
                        }
                        var _valid0 = _errs7 === errors;
                        valid3 = valid3 || _valid0;
                    }
                    if (!valid3) {
                        vErrors = noted(vErrors, instancePath + "/loc/" + i0, "#/components/schemas/ValidationError/properties/loc/items/anyOf", "anyOf", { branches: errors - _errs4 });
                        errors++;
                    }
                    else {
                        errors = _errs4;
                        if (vErrors !== null) {
                            if (_errs4) {
                                vErrors.length = _errs4;
                            }
                            else {
                                vErrors = null;
                            }
                        }
                    }
                }
            }
            else {
                vErrors = noted(vErrors, instancePath + "/loc", "#/components/schemas/ValidationError/properties/loc/type", "type", { type: "array" });
                errors++;
            }
        }
        if (data.msg !== undefined) {
            if (typeof data.msg !== "string") {
                vErrors = noted(vErrors, instancePath + "/msg", "#/components/schemas/ValidationError/properties/msg/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.type !== undefined) {
            if (typeof data.type !== "string") {
                vErrors = noted(vErrors, instancePath + "/type", "#/components/schemas/ValidationError/properties/type/type", "type", { type: "string" });
                errors++;
            }
        }
    }
    else {
        vErrors = noted(vErrors, instancePath, "#/components/schemas/ValidationError/type", "type", { type: "object" });
        errors++;
    }
    if (vErrors !== null && vErrors.length > 5000) {
        vErrors.length = 5000;
    }
    validate56.errors = vErrors;
    return errors === 0;
}
function validate55(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.detail !== undefined) {
            let data0 = data.detail;
            if (Array.isArray(data0)) {
                const len0 = data0.length;
                const end_i0 = errors + 200;
                for (let i0 = 0; i0 < len0 && errors < end_i0; i0++) {
                    if (!(validate56(data0[i0], { instancePath: instancePath + "/detail/" + i0, parentData: data0, parentDataProperty: i0, rootData, dynamicAnchors }))) {
                        vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                vErrors = noted(vErrors, instancePath + "/detail", "#/components/schemas/HTTPValidationError/properties/detail/type", "type", { type: "array" });
                errors++;
            }
        }
    }
    else {
        vErrors = noted(vErrors, instancePath, "#/components/schemas/HTTPValidationError/type", "type", { type: "object" });
        errors++;
    }
    if (vErrors !== null && vErrors.length > 5000) {
        vErrors.length = 5000;
    }
    validate55.errors = vErrors;
    return errors === 0;
}
export const validateValidationError = explained(validate56);
export const validateAccessTokenRequest = explained(validate58);
function validate58(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.client_id === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/AccessTokenRequest/required", "required", { missingProperty: "client_id" });
            errors++;
        }
        if (data.client_secret === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/AccessTokenRequest/required", "required", { missingProperty: "client_secret" });
            errors++;
        }
        if (data.grant_type === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/AccessTokenRequest/required", "required", { missingProperty: "grant_type" });
            errors++;
        }
        if (data.scope === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/AccessTokenRequest/required", "required", { missingProperty: "scope" });
            errors++;
        }
        if (data.client_id !== undefined) {
            if (typeof data.client_id !== "string") {
                vErrors = noted(vErrors, instancePath + "/client_id", "#/components/schemas/AccessTokenRequest/properties/client_id/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.client_secret !== undefined) {
            if (typeof data.client_secret !== "string") {
                vErrors = noted(vErrors, instancePath + "/client_secret", "#/components/schemas/AccessTokenRequest/properties/client_secret/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.grant_type !== undefined) {
            if (typeof data.grant_type !== "string") {
                vErrors = noted(vErrors, instancePath + "/grant_type", "#/components/schemas/AccessTokenRequest/properties/grant_type/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.scope !== undefined) {
            if (typeof data.scope !== "string") {
                vErrors = noted(vErrors, instancePath + "/scope", "#/components/schemas/AccessTokenRequest/properties/scope/type", "type", { type: "string" });
                errors++;
            }
        }
    }
    else {
        vErrors = noted(vErrors, instancePath, "#/components/schemas/AccessTokenRequest/type", "type", { type: "object" });
        errors++;
    }
    if (vErrors !== null && vErrors.length > 5000) {
        vErrors.length = 5000;
    }
    validate58.errors = vErrors;
    return errors === 0;
}
export const validateAccessToken = explained(validate59);
function validate59(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.access_token === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/AccessToken/required", "required", { missingProperty: "access_token" });
            errors++;
        }
        if (data.grant_type === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/AccessToken/required", "required", { missingProperty: "grant_type" });
            errors++;
        }
        if (data.token_type === undefined) {
            vErrors = noted(vErrors, instancePath, "#/components/schemas/AccessToken/required", "required", { missingProperty: "token_type" });
            errors++;
        }
        if (data.access_token !== undefined) {
            if (typeof data.access_token !== "string") {
                vErrors = noted(vErrors, instancePath + "/access_token", "#/components/schemas/AccessToken/properties/access_token/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.token_type !== undefined) {
            if (typeof data.token_type !== "string") {
                vErrors = noted(vErrors, instancePath + "/token_type", "#/components/schemas/AccessToken/properties/token_type/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.grant_type !== undefined) {
            if (typeof data.grant_type !== "string") {
                vErrors = noted(vErrors, instancePath + "/grant_type", "#/components/schemas/AccessToken/properties/grant_type/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.expires_in !== undefined) {
            let data3 = data.expires_in;
            if (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) {
                vErrors = noted(vErrors, instancePath + "/expires_in", "#/components/schemas/AccessToken/properties/expires_in/type", "type", { type: "integer" });
                errors++;
            }
        }
        if (data.expiration_timestamp !== undefined) {
            if (typeof data.expiration_timestamp !== "string") {
                vErrors = noted(vErrors, instancePath + "/expiration_timestamp", "#/components/schemas/AccessToken/properties/expiration_timestamp/type", "type", { type: "string" });
                errors++;
            }
        }
        if (data.refresh_token !== undefined) {
            if (typeof data.refresh_token !== "string") {
                vErrors = noted(vErrors, instancePath + "/refresh_token", "#/components/schemas/AccessToken/properties/refresh_token/type", "type", { type: "string" });
                errors++;
            }
        }
    }
    else {
        vErrors = noted(vErrors, instancePath, "#/components/schemas/AccessToken/type", "type", { type: "object" });
        errors++;
    }
    if (vErrors !== null && vErrors.length > 5000) {
        vErrors.length = 5000;
    }
    validate59.errors = vErrors;
    return errors === 0;
}
export const validatePath_external_booking_id = explained(validate60);
function validate60(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    if (typeof data !== "string") {
        vErrors = noted(vErrors, instancePath, "#/components/parameters/external_booking_id/schema/type", "type", { type: "string" });
        errors++;
    }
    if (vErrors !== null && vErrors.length > 5000) {
        vErrors.length = 5000;
    }
    validate60.errors = vErrors;
    return errors === 0;
}
