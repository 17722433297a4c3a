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
function tellingFaults(faults, value, meant) {
    const told = [];
    let end = faults.length;
    while (end > 0) {
        const fault = faults[end - 1];
        const count = Number(fault?.params.branches ?? 0);
        const branches = faults.slice(Math.max(0, end - 1 - count), end - 1);
        if (fault)
            told.push(isUnion(fault) ? ofUnion(fault, branches, value, meant) : [fault]);
        end -= 1 + count;
    }
    return told.reverse().flat();
}
function isUnion({ keyword }) {
    return keyword === "anyOf" || keyword === "oneOf";
}
function ofUnion(union, branches, value, meant) {
    const { instancePath, schemaPath, params } = union;
    const { passingSchemas } = params;
    const type = branchTypes(union, branches);
    const whole = { ...union, params: { ...(passingSchemas ? { passingSchemas } : {}), type } };
    const choice = meant[schemaPath];
    const node = valueAt(value, instancePath);
    if (!choice || typeof node !== "object" || node === null || Array.isArray(node))
        return [whole];
    const { name } = choice;
    const source = schemaPath.replace(/\/\w+$/, "/discriminator");
    if (!Object.hasOwn(node, name)) {
        const missing = { missingProperty: name };
        return [{ instancePath, schemaPath: source, keyword: "required", params: missing }];
    }
    const chosen = node[name];
    if (typeof chosen !== "string" || !Object.hasOwn(choice.branches, chosen)) {
        const at = `${instancePath}/${name}`;
        return [{ instancePath: at, schemaPath: source, keyword: "discriminator", params: {} }];
    }
    const branch = choice.branches[chosen];
    if (!branch || branch(node, { instancePath }))
        return [whole];
    return tellingFaults(branch.errors ?? [], value, meant);
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
function explained(compiled, meant = {}) {
    const validate = (value) => {
        if (compiled(value)) {
            validate.errors = [];
            return true;
        }
        const faults = tellingFaults(compiled.errors ?? [], value, meant);
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
    validate.errors = ([]);
    return validate;
}
"use strict";
export const validateCancelExternalBookingRequest = explained(validate53);
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.external_location_id === undefined) {
            const err0 = { instancePath, schemaPath: "#/components/schemas/CancelExternalBookingRequest/required", keyword: "required", params: { missingProperty: "external_location_id" } };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        if (data.service_id === undefined) {
            const err1 = { instancePath, schemaPath: "#/components/schemas/CancelExternalBookingRequest/required", keyword: "required", params: { missingProperty: "service_id" } };
            if (vErrors === null) {
                vErrors = [err1];
            }
            else {
                vErrors.push(err1);
            }
            errors++;
        }
        if (data.cancellation_reason !== undefined) {
            if (typeof data.cancellation_reason !== "string") {
                const err2 = { instancePath: instancePath + "/cancellation_reason", schemaPath: "#/components/schemas/CancelExternalBookingRequest/properties/cancellation_reason/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err2];
                }
                else {
                    vErrors.push(err2);
                }
                errors++;
            }
        }
        if (data.external_location_id !== undefined) {
            if (typeof data.external_location_id !== "string") {
                const err3 = { instancePath: instancePath + "/external_location_id", schemaPath: "#/components/schemas/CancelExternalBookingRequest/properties/external_location_id/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err3];
                }
                else {
                    vErrors.push(err3);
                }
                errors++;
            }
        }
        if (data.service_id !== undefined) {
            if (typeof data.service_id !== "string") {
                const err4 = { instancePath: instancePath + "/service_id", schemaPath: "#/components/schemas/CancelExternalBookingRequest/properties/service_id/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err4];
                }
                else {
                    vErrors.push(err4);
                }
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/components/schemas/CancelExternalBookingRequest/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err5];
        }
        else {
            vErrors.push(err5);
        }
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
            const err0 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "appointment_date" } };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        if (data.birth_date === undefined) {
            const err1 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "birth_date" } };
            if (vErrors === null) {
                vErrors = [err1];
            }
            else {
                vErrors.push(err1);
            }
            errors++;
        }
        if (data.email === undefined) {
            const err2 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "email" } };
            if (vErrors === null) {
                vErrors = [err2];
            }
            else {
                vErrors.push(err2);
            }
            errors++;
        }
        if (data.first_name === undefined) {
            const err3 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "first_name" } };
            if (vErrors === null) {
                vErrors = [err3];
            }
            else {
                vErrors.push(err3);
            }
            errors++;
        }
        if (data.id === undefined) {
            const err4 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "id" } };
            if (vErrors === null) {
                vErrors = [err4];
            }
            else {
                vErrors.push(err4);
            }
            errors++;
        }
        if (data.is_walk_in === undefined) {
            const err5 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "is_walk_in" } };
            if (vErrors === null) {
                vErrors = [err5];
            }
            else {
                vErrors.push(err5);
            }
            errors++;
        }
        if (data.last_name === undefined) {
            const err6 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "last_name" } };
            if (vErrors === null) {
                vErrors = [err6];
            }
            else {
                vErrors.push(err6);
            }
            errors++;
        }
        if (data.location_id === undefined) {
            const err7 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "location_id" } };
            if (vErrors === null) {
                vErrors = [err7];
            }
            else {
                vErrors.push(err7);
            }
            errors++;
        }
        if (data.paperwork_status === undefined) {
            const err8 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "paperwork_status" } };
            if (vErrors === null) {
                vErrors = [err8];
            }
            else {
                vErrors.push(err8);
            }
            errors++;
        }
        if (data.phone === undefined) {
            const err9 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "phone" } };
            if (vErrors === null) {
                vErrors = [err9];
            }
            else {
                vErrors.push(err9);
            }
            errors++;
        }
        if (data.reason === undefined) {
            const err10 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "reason" } };
            if (vErrors === null) {
                vErrors = [err10];
            }
            else {
                vErrors.push(err10);
            }
            errors++;
        }
        if (data.status === undefined) {
            const err11 = { instancePath, schemaPath: "#/components/schemas/Booking/required", keyword: "required", params: { missingProperty: "status" } };
            if (vErrors === null) {
                vErrors = [err11];
            }
            else {
                vErrors.push(err11);
            }
            errors++;
        }
        if (data.address_city !== undefined) {
            if (typeof data.address_city !== "string") {
                const err12 = { instancePath: instancePath + "/address_city", schemaPath: "#/components/schemas/Booking/properties/address_city/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err12];
                }
                else {
                    vErrors.push(err12);
                }
                errors++;
            }
        }
        if (data.address_state !== undefined) {
            if (typeof data.address_state !== "string") {
                const err13 = { instancePath: instancePath + "/address_state", schemaPath: "#/components/schemas/Booking/properties/address_state/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err13];
                }
                else {
                    vErrors.push(err13);
                }
                errors++;
            }
        }
        if (data.address_street !== undefined) {
            if (typeof data.address_street !== "string") {
                const err14 = { instancePath: instancePath + "/address_street", schemaPath: "#/components/schemas/Booking/properties/address_street/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err14];
                }
                else {
                    vErrors.push(err14);
                }
                errors++;
            }
        }
        if (data.address_street_secondary !== undefined) {
            if (typeof data.address_street_secondary !== "string") {
                const err15 = { instancePath: instancePath + "/address_street_secondary", schemaPath: "#/components/schemas/Booking/properties/address_street_secondary/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err15];
                }
                else {
                    vErrors.push(err15);
                }
                errors++;
            }
        }
        if (data.address_zip !== undefined) {
            if (typeof data.address_zip !== "string") {
                const err16 = { instancePath: instancePath + "/address_zip", schemaPath: "#/components/schemas/Booking/properties/address_zip/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err16];
                }
                else {
                    vErrors.push(err16);
                }
                errors++;
            }
        }
        if (data.appointment_date !== undefined) {
            if (typeof data.appointment_date !== "string") {
                const err17 = { instancePath: instancePath + "/appointment_date", schemaPath: "#/components/schemas/Booking/properties/appointment_date/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err17];
                }
                else {
                    vErrors.push(err17);
                }
                errors++;
            }
        }
        if (data.birth_date !== undefined) {
            if (typeof data.birth_date !== "string") {
                const err18 = { instancePath: instancePath + "/birth_date", schemaPath: "#/components/schemas/Booking/properties/birth_date/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err18];
                }
                else {
                    vErrors.push(err18);
                }
                errors++;
            }
        }
        if (data.birth_sex !== undefined) {
            if (typeof data.birth_sex !== "string") {
                const err19 = { instancePath: instancePath + "/birth_sex", schemaPath: "#/components/schemas/Booking/properties/birth_sex/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err19];
                }
                else {
                    vErrors.push(err19);
                }
                errors++;
            }
        }
        if (data.custom_booking_management_url !== undefined) {
            if (typeof data.custom_booking_management_url !== "string") {
                const err20 = { instancePath: instancePath + "/custom_booking_management_url", schemaPath: "#/components/schemas/Booking/properties/custom_booking_management_url/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err20];
                }
                else {
                    vErrors.push(err20);
                }
                errors++;
            }
        }
        if (data.email !== undefined) {
            if (typeof data.email !== "string") {
                const err21 = { instancePath: instancePath + "/email", schemaPath: "#/components/schemas/Booking/properties/email/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err21];
                }
                else {
                    vErrors.push(err21);
                }
                errors++;
            }
        }
        if (data.emr_booking_id !== undefined) {
            if (typeof data.emr_booking_id !== "string") {
                const err22 = { instancePath: instancePath + "/emr_booking_id", schemaPath: "#/components/schemas/Booking/properties/emr_booking_id/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err22];
                }
                else {
                    vErrors.push(err22);
                }
                errors++;
            }
        }
        if (data.first_name !== undefined) {
            if (typeof data.first_name !== "string") {
                const err23 = { instancePath: instancePath + "/first_name", schemaPath: "#/components/schemas/Booking/properties/first_name/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err23];
                }
                else {
                    vErrors.push(err23);
                }
                errors++;
            }
        }
        if (data.gender !== undefined) {
            if (typeof data.gender !== "string") {
                const err24 = { instancePath: instancePath + "/gender", schemaPath: "#/components/schemas/Booking/properties/gender/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err24];
                }
                else {
                    vErrors.push(err24);
                }
                errors++;
            }
        }
        if (data.id !== undefined) {
            let data13 = data.id;
            if (!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) {
                const err25 = { instancePath: instancePath + "/id", schemaPath: "#/components/schemas/Booking/properties/id/type", keyword: "type", params: { type: "integer" } };
                if (vErrors === null) {
                    vErrors = [err25];
                }
                else {
                    vErrors.push(err25);
                }
                errors++;
            }
        }
        if (data.is_walk_in !== undefined) {
            if (typeof data.is_walk_in !== "boolean") {
                const err26 = { instancePath: instancePath + "/is_walk_in", schemaPath: "#/components/schemas/Booking/properties/is_walk_in/type", keyword: "type", params: { type: "boolean" } };
                if (vErrors === null) {
                    vErrors = [err26];
                }
                else {
                    vErrors.push(err26);
                }
                errors++;
            }
        }
        if (data.last_name !== undefined) {
            if (typeof data.last_name !== "string") {
                const err27 = { instancePath: instancePath + "/last_name", schemaPath: "#/components/schemas/Booking/properties/last_name/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err27];
                }
                else {
                    vErrors.push(err27);
                }
                errors++;
            }
        }
        if (data.location_id !== undefined) {
            let data16 = data.location_id;
            if (!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))) {
                const err28 = { instancePath: instancePath + "/location_id", schemaPath: "#/components/schemas/Booking/properties/location_id/type", keyword: "type", params: { type: "integer" } };
                if (vErrors === null) {
                    vErrors = [err28];
                }
                else {
                    vErrors.push(err28);
                }
                errors++;
            }
        }
        if (data.paperwork_status !== undefined) {
            if (typeof data.paperwork_status !== "string") {
                const err29 = { instancePath: instancePath + "/paperwork_status", schemaPath: "#/components/schemas/Booking/properties/paperwork_status/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err29];
                }
                else {
                    vErrors.push(err29);
                }
                errors++;
            }
        }
        if (data.phone !== undefined) {
            if (typeof data.phone !== "string") {
                const err30 = { instancePath: instancePath + "/phone", schemaPath: "#/components/schemas/Booking/properties/phone/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err30];
                }
                else {
                    vErrors.push(err30);
                }
                errors++;
            }
        }
        if (data.reason !== undefined) {
            if (typeof data.reason !== "string") {
                const err31 = { instancePath: instancePath + "/reason", schemaPath: "#/components/schemas/Booking/properties/reason/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err31];
                }
                else {
                    vErrors.push(err31);
                }
                errors++;
            }
        }
        if (data.status !== undefined) {
            if (typeof data.status !== "string") {
                const err32 = { instancePath: instancePath + "/status", schemaPath: "#/components/schemas/Booking/properties/status/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err32];
                }
                else {
                    vErrors.push(err32);
                }
                errors++;
            }
        }
    }
    else {
        const err33 = { instancePath, schemaPath: "#/components/schemas/Booking/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err33];
        }
        else {
            vErrors.push(err33);
        }
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
            const err0 = { instancePath, schemaPath: "#/components/schemas/ValidationError/required", keyword: "required", params: { missingProperty: "loc" } };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        if (data.msg === undefined) {
            const err1 = { instancePath, schemaPath: "#/components/schemas/ValidationError/required", keyword: "required", params: { missingProperty: "msg" } };
            if (vErrors === null) {
                vErrors = [err1];
            }
            else {
                vErrors.push(err1);
            }
            errors++;
        }
        if (data.type === undefined) {
            const err2 = { instancePath, schemaPath: "#/components/schemas/ValidationError/required", keyword: "required", params: { missingProperty: "type" } };
            if (vErrors === null) {
                vErrors = [err2];
            }
            else {
                vErrors.push(err2);
            }
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
                        const err3 = { instancePath: instancePath + "/loc/" + i0, schemaPath: "#/components/schemas/ValidationError/properties/loc/items/anyOf/0/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                            vErrors = [err3];
                        }
                        else {
                            vErrors.push(err3);
                        }
                        errors++;
                    }
                    var _valid0 = _errs5 === errors;
                    valid3 = valid3 || _valid0;
                    if (!valid3) {
                        const _errs7 = errors;
                        if (!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) {
                            const err4 = { instancePath: instancePath + "/loc/" + i0, schemaPath: "#/components/schemas/ValidationError/properties/loc/items/anyOf/1/type", keyword: "type", params: { type: "integer" } };
                            if (vErrors === null) {
                                vErrors = [err4];
                            }
                            else {
                                vErrors.push(err4);
                            }
                            errors++;
                        }
                        var _valid0 = _errs7 === errors;
                        valid3 = valid3 || _valid0;
                    }
                    if (!valid3) {
                        const err5 = { instancePath: instancePath + "/loc/" + i0, schemaPath: "#/components/schemas/ValidationError/properties/loc/items/anyOf", keyword: "anyOf", params: { branches: errors - _errs4 } };
                        if (vErrors === null) {
                            vErrors = [err5];
                        }
                        else {
                            vErrors.push(err5);
                        }
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
                const err6 = { instancePath: instancePath + "/loc", schemaPath: "#/components/schemas/ValidationError/properties/loc/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                    vErrors = [err6];
                }
                else {
                    vErrors.push(err6);
                }
                errors++;
            }
        }
        if (data.msg !== undefined) {
            if (typeof data.msg !== "string") {
                const err7 = { instancePath: instancePath + "/msg", schemaPath: "#/components/schemas/ValidationError/properties/msg/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err7];
                }
                else {
                    vErrors.push(err7);
                }
                errors++;
            }
        }
        if (data.type !== undefined) {
            if (typeof data.type !== "string") {
                const err8 = { instancePath: instancePath + "/type", schemaPath: "#/components/schemas/ValidationError/properties/type/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err8];
                }
                else {
                    vErrors.push(err8);
                }
                errors++;
            }
        }
    }
    else {
        const err9 = { instancePath, schemaPath: "#/components/schemas/ValidationError/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err9];
        }
        else {
            vErrors.push(err9);
        }
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
                const err0 = { instancePath: instancePath + "/detail", schemaPath: "#/components/schemas/HTTPValidationError/properties/detail/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                    vErrors = [err0];
                }
                else {
                    vErrors.push(err0);
                }
                errors++;
            }
        }
    }
    else {
        const err1 = { instancePath, schemaPath: "#/components/schemas/HTTPValidationError/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err1];
        }
        else {
            vErrors.push(err1);
        }
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
            const err0 = { instancePath, schemaPath: "#/components/schemas/AccessTokenRequest/required", keyword: "required", params: { missingProperty: "client_id" } };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        if (data.client_secret === undefined) {
            const err1 = { instancePath, schemaPath: "#/components/schemas/AccessTokenRequest/required", keyword: "required", params: { missingProperty: "client_secret" } };
            if (vErrors === null) {
                vErrors = [err1];
            }
            else {
                vErrors.push(err1);
            }
            errors++;
        }
        if (data.grant_type === undefined) {
            const err2 = { instancePath, schemaPath: "#/components/schemas/AccessTokenRequest/required", keyword: "required", params: { missingProperty: "grant_type" } };
            if (vErrors === null) {
                vErrors = [err2];
            }
            else {
                vErrors.push(err2);
            }
            errors++;
        }
        if (data.scope === undefined) {
            const err3 = { instancePath, schemaPath: "#/components/schemas/AccessTokenRequest/required", keyword: "required", params: { missingProperty: "scope" } };
            if (vErrors === null) {
                vErrors = [err3];
            }
            else {
                vErrors.push(err3);
            }
            errors++;
        }
        if (data.client_id !== undefined) {
            if (typeof data.client_id !== "string") {
                const err4 = { instancePath: instancePath + "/client_id", schemaPath: "#/components/schemas/AccessTokenRequest/properties/client_id/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err4];
                }
                else {
                    vErrors.push(err4);
                }
                errors++;
            }
        }
        if (data.client_secret !== undefined) {
            if (typeof data.client_secret !== "string") {
                const err5 = { instancePath: instancePath + "/client_secret", schemaPath: "#/components/schemas/AccessTokenRequest/properties/client_secret/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err5];
                }
                else {
                    vErrors.push(err5);
                }
                errors++;
            }
        }
        if (data.grant_type !== undefined) {
            if (typeof data.grant_type !== "string") {
                const err6 = { instancePath: instancePath + "/grant_type", schemaPath: "#/components/schemas/AccessTokenRequest/properties/grant_type/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err6];
                }
                else {
                    vErrors.push(err6);
                }
                errors++;
            }
        }
        if (data.scope !== undefined) {
            if (typeof data.scope !== "string") {
                const err7 = { instancePath: instancePath + "/scope", schemaPath: "#/components/schemas/AccessTokenRequest/properties/scope/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err7];
                }
                else {
                    vErrors.push(err7);
                }
                errors++;
            }
        }
    }
    else {
        const err8 = { instancePath, schemaPath: "#/components/schemas/AccessTokenRequest/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err8];
        }
        else {
            vErrors.push(err8);
        }
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
            const err0 = { instancePath, schemaPath: "#/components/schemas/AccessToken/required", keyword: "required", params: { missingProperty: "access_token" } };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        if (data.grant_type === undefined) {
            const err1 = { instancePath, schemaPath: "#/components/schemas/AccessToken/required", keyword: "required", params: { missingProperty: "grant_type" } };
            if (vErrors === null) {
                vErrors = [err1];
            }
            else {
                vErrors.push(err1);
            }
            errors++;
        }
        if (data.token_type === undefined) {
            const err2 = { instancePath, schemaPath: "#/components/schemas/AccessToken/required", keyword: "required", params: { missingProperty: "token_type" } };
            if (vErrors === null) {
                vErrors = [err2];
            }
            else {
                vErrors.push(err2);
            }
            errors++;
        }
        if (data.access_token !== undefined) {
            if (typeof data.access_token !== "string") {
                const err3 = { instancePath: instancePath + "/access_token", schemaPath: "#/components/schemas/AccessToken/properties/access_token/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err3];
                }
                else {
                    vErrors.push(err3);
                }
                errors++;
            }
        }
        if (data.token_type !== undefined) {
            if (typeof data.token_type !== "string") {
                const err4 = { instancePath: instancePath + "/token_type", schemaPath: "#/components/schemas/AccessToken/properties/token_type/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err4];
                }
                else {
                    vErrors.push(err4);
                }
                errors++;
            }
        }
        if (data.grant_type !== undefined) {
            if (typeof data.grant_type !== "string") {
                const err5 = { instancePath: instancePath + "/grant_type", schemaPath: "#/components/schemas/AccessToken/properties/grant_type/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err5];
                }
                else {
                    vErrors.push(err5);
                }
                errors++;
            }
        }
        if (data.expires_in !== undefined) {
            let data3 = data.expires_in;
            if (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) {
                const err6 = { instancePath: instancePath + "/expires_in", schemaPath: "#/components/schemas/AccessToken/properties/expires_in/type", keyword: "type", params: { type: "integer" } };
                if (vErrors === null) {
                    vErrors = [err6];
                }
                else {
                    vErrors.push(err6);
                }
                errors++;
            }
        }
        if (data.expiration_timestamp !== undefined) {
            if (typeof data.expiration_timestamp !== "string") {
                const err7 = { instancePath: instancePath + "/expiration_timestamp", schemaPath: "#/components/schemas/AccessToken/properties/expiration_timestamp/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err7];
                }
                else {
                    vErrors.push(err7);
                }
                errors++;
            }
        }
        if (data.refresh_token !== undefined) {
            if (typeof data.refresh_token !== "string") {
                const err8 = { instancePath: instancePath + "/refresh_token", schemaPath: "#/components/schemas/AccessToken/properties/refresh_token/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err8];
                }
                else {
                    vErrors.push(err8);
                }
                errors++;
            }
        }
    }
    else {
        const err9 = { instancePath, schemaPath: "#/components/schemas/AccessToken/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err9];
        }
        else {
            vErrors.push(err9);
        }
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
        const err0 = { instancePath, schemaPath: "#/components/parameters/external_booking_id/schema/type", keyword: "type", params: { type: "string" } };
        if (vErrors === null) {
            vErrors = [err0];
        }
        else {
            vErrors.push(err0);
        }
        errors++;
    }
    if (vErrors !== null && vErrors.length > 5000) {
        vErrors.length = 5000;
    }
    validate60.errors = vErrors;
    return errors === 0;
}
