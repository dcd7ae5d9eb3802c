using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ChildPlatform.Identity.SignIn;

/// <summary>
/// A sign-in page that lay open overnight, or a form from another site, has no valid anti-forgery token. Either way nothing
/// is checked and the browser gets a fresh page instead of a bare error.
/// </summary>
internal sealed class StaleFormFilter : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            string? returnUrl = context.HttpContext.Request.HasFormContentType ? context.HttpContext.Request.Form["returnUrl"] : default;
            context.Result = new RedirectToPageResult("/SignInPage", new { returnUrl });
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
