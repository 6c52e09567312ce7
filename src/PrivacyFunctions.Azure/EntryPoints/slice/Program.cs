await Console.Error.WriteLineAsync(
    "This build holds only the API slice of the Azure packages and cannot run; "
    + "publish the Function app with: dotnet publish src/PrivacyFunctions.Azure -p:AzurePackages=nuget");
return 1;
