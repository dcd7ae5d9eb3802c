using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.ServiceDefaults.Files;

/// <summary>Files of a service.</summary>
public static class FilesExtensions
{
    /// <summary>The check of what comes in, the store, and the sweep of files that no row names.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="rows">Ids of the files that the service's rows name.</param>
    public static WebApplicationBuilder AddFiles<TDb>(this WebApplicationBuilder builder, Func<TDb, IQueryable<Guid>> rows)
        where TDb : DbContext
    {
        var services = builder.Services;
        services.AddSingleton<Microsoft.Extensions.Options.IValidateOptions<FilesOptions>, FilesOptionsCheck>();
        services.AddOptions<FilesOptions>().BindConfiguration("Files").ValidateOnStart();
        services.AddSingleton<FileCheck>();
        services.AddSingleton<UploadRoom>();
        services.AddSingleton(new FileRows<TDb>(rows));
        services.AddSingleton<FileSweep<TDb>>();
        services.AddHostedService(provider => provider.GetRequiredService<FileSweep<TDb>>());
        if (services.Any(service => service.ServiceType == typeof(IFileStore)))
        {
            return builder;
        }

        builder.Require("Files:Folder");
        services.AddSingleton<Microsoft.Extensions.Options.IValidateOptions<LocalFolderOptions>, LocalFolderCheck>();
        services.AddOptions<LocalFolderOptions>().BindConfiguration("Files").ValidateOnStart();
        services.AddSingleton<IFileStore, LocalFolderStore>();

        return builder;
    }
}
