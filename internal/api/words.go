package api

import (
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
)

// The library has its settings and its words in variables of its own, once for
// the process.
func init() {
	huma.DefaultArrayNullable = false
	huma.NewErrorWithContext = misread
	huma.NewError = func(code int, message string, errs ...error) huma.StatusError {
		return misread(nil, code, message, errs...)
	}
	for variable, words := range ourWords {
		*variable = words
	}
}

// ourWords are sentences for what can be wrong with a request, and with the
// verbs of the original. What no operation uses keeps its words.
var ourWords = map[*string]string{
	&validation.MsgUnexpectedProperty:            "There is no such field.",
	&validation.MsgExpectedRFC3339Date:           "This must be a date, such as 2024-03-05.",
	&validation.MsgExpectedRFC3339DateTime:       "This must be a time, such as 2024-03-05T14:30:00Z.",
	&validation.MsgExpectedBoolean:               "This must be true or false.",
	&validation.MsgExpectedNumber:                "This must be a number.",
	&validation.MsgExpectedInteger:               "This must be a whole number.",
	&validation.MsgExpectedString:                "This must be a text.",
	&validation.MsgExpectedArray:                 "This must be a list.",
	&validation.MsgExpectedObject:                "This must be an object.",
	&validation.MsgExpectedOneOf:                 "This must be one of: \"%s\".",
	&validation.MsgExpectedMinimumNumber:         "This must be %v or more.",
	&validation.MsgExpectedMaximumNumber:         "This must be %v or less.",
	&validation.MsgExpectedMinLength:             "This must have %d characters or more.",
	&validation.MsgExpectedMaxLength:             "This must have %d characters or fewer.",
	&validation.MsgExpectedMatchPattern:          "This must match the pattern %s.",
	&validation.MsgExpectedBePattern:             "This must be %s.",
	&validation.MsgExpectedMinItems:              "There must be %d or more.",
	&validation.MsgExpectedMaxItems:              "There must be %d or fewer.",
	&validation.MsgExpectedArrayItemsUnique:      "This must not name anything twice.",
	&validation.MsgExpectedRequiredProperty:      "The field %s is missing.",
	&validation.MsgExpectedMinProperties:         "There must be %d fields or more.",
	&validation.MsgExpectedMaxProperties:         "There must be %d fields or fewer.",
	&validation.MsgExpectedMatchExactlyOneSchema: "This is none of the forms that it can have.",
}
