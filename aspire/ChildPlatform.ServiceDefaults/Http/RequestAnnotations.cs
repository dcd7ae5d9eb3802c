using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>
/// What the annotations of a request say, for a handler that tells it together with what it finds itself: an endpoint with
/// <c>DisableValidation()</c> asks here, and its caller learns of every wrong field at once.
/// </summary>
public static class RequestAnnotations
{
    /// <summary>Wrong fields by pointer and code; empty when the annotations have nothing to say.</summary>
    public static async Task<IReadOnlyList<FieldError>> Check(HttpContext http, object request)
    {
#pragma warning disable ASP0029 // The framework's own validation, asked directly: its shape may change with the framework.
        var options = http.RequestServices.GetRequiredService<IOptions<ValidationOptions>>().Value;
        if (!options.TryGetValidatableTypeInfo(request.GetType(), out var type))
        {
            throw new InvalidOperationException($"{request.GetType().Name} is not known to the validation of this service.");
        }

        var context = new ValidateContext
        {
            ValidationOptions = options,
            ValidationContext = new ValidationContext(request, http.RequestServices, items: null),
        };
        await type.ValidateAsync(request, context, http.RequestAborted);
#pragma warning restore ASP0029

        return context.ValidationErrors is { } errors ? RequestErrors.FromValidation(errors) : [];
    }
}

/// <summary>Wrong fields of one request, one complaint a field.</summary>
public sealed class WrongFields(IEnumerable<FieldError>? already = null)
{
    private readonly List<FieldError> _errors = [.. already ?? []];

    /// <summary>Adds a complaint unless the field has one.</summary>
    public void Add(string pointer, string code)
    {
        if (_errors.TrueForAll(error => error.Pointer != pointer))
        {
            _errors.Add(new FieldError(pointer, code));
        }
    }

    /// <summary>Refuses the request with everything that was found.</summary>
    /// <exception cref="InvalidInputException">Something was found.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new InvalidInputException(_errors);
        }
    }
}
